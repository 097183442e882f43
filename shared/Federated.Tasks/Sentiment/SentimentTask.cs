using System.Globalization;
using Federated.Computations.ClassEvaluation;
using Federated.Computations.SparseRegression;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Text;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Sentiment;

/// <summary>
/// What feedback says: the class of a text, in any language with spaces, Chinese and Japanese. Texts are hashed; one round counts in how many of all texts each
/// bucket occurs; a penalised logistic regression is fitted exactly, equal to that of all texts in one place, by twenty to forty rounds of joint gradients; one
/// round measures it on everybody's held-out texts, and one what each partner gains on its own. A round sends classes · (buckets + 1) + 2 numbers a node (one class's for two).
/// </summary>
internal sealed class SentimentTask : StagedTask
{
    private static readonly IReadOnlyList<TaskOption> Options =
    [
        TaskOption.WholeNumber("bucket_bits", "Texts are hashed into two to this power of buckets.", 10, 18, 14),
        TaskOption.WholeNumber("word_sequence", "Longest sequence of words that counts as one feature.", 1, 3, 2),
        TaskOption.WholeNumber("floor", "Buckets that occur in fewer texts of all partners count nothing.", 1, 1000, DocumentFrequencyState.DefaultFloor),
        TaskOption.Number("penalty", "Strength of the penalty on weights; more holds them nearer to zero.", new NumberRange(0, 1e6, MinimumExcluded: true), 1),
        TaskOption.WholeNumber("steps", "Most rounds of training.", 1, 1000, 60),
    ];

    private readonly FrequencyStage _frequencies;
    private readonly SentimentTraining _training;
    private readonly ClassEvaluationStage _evaluation;
    private readonly WorthStage<SparseLogisticModel>? _worth;
    private readonly string[] _classes;

    public SentimentTask(JobSpec job)
        : base(job)
    {
        var rows = new PartRows(job.Evaluation);
        var text = new TextOptions { Buckets = 1 << job.Options.WholeNumber("bucket_bits"), WordGrams = job.Options.WholeNumber("word_sequence") };
        var fit = new SparseLogisticOptions { Penalty = job.Options.Number("penalty"), MaximumRounds = job.Options.WholeNumber("steps") };
        ContractField label = job.Contract.Label!;
        _classes = job.Contract.LabelKind == LabelKind.TwoClasses ? [$"not {label.Positive}", label.Positive] : [.. label.Values];
        if (label.Values.Count == 2 && job.Contract.LabelKind == LabelKind.TwoClasses)
            _classes[0] = label.Values.Single(value => value != label.Positive);
        _frequencies = new FrequencyStage(text, job.Options.WholeNumber("floor"), rows);
        _training = new SentimentTraining(_frequencies, text.Buckets, _classes.Length, fit, rows);
        _evaluation = new ClassEvaluationStage(_training, rows);
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<SparseLogisticModel>(new SentimentPartners(_training), rows) : null;
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "sentiment",
        Summary = "What customers' feedback says: the class of a text, such as positive or negative.",
        Labels = [LabelKind.TwoClasses, LabelKind.Classes],
        NeedsText = true,
        Options = Options,
    };

    protected override IEnumerable<IStage> Course() => [_frequencies, _training, _evaluation, .. _worth is null ? [] : new IStage[] { _worth }];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        _worth?.Require(state);
        progress = progress with { Rows = _frequencies.Texts(state) };
        return IsPast(state, _evaluation) && _evaluation.Of(state).Result is { } quality ? progress with
        {
            Figures =
            [
                new TaskFigure("accuracy", "accuracy", quality.Accuracy),
                new TaskFigure("macro_f1", "macro F1", quality.MacroF1),
                new TaskFigure("auc", "AUC", quality.MacroArea),
                new TaskFigure("log_loss", "log loss", quality.LogLoss),
                .. Confusion(quality),
            ],
            Headline = string.Create(CultureInfo.InvariantCulture, $"{quality.Accuracy:0.0 %} of {quality.Rows:N0} held-out texts are told right, macro F1 {quality.MacroF1:0.000}"),
        } : progress;
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport common = base.Present(state, memory, rows);
        if (!IsPast(state, _evaluation) || _evaluation.Of(state).Result is not { } quality)
            return common;
        TaskReport report = common with { Title = "What the feedback says", Sections = SentimentSections.Of(_classes, quality, _evaluation.Own(state, rows)) };
        return _worth is null ? report : _worth.Before(report, state, MemoryOf(memory, _worth));
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        int classes = _classes.Length;
        SparseLogisticModel model = _worth is null ? _training.Model(state) : _worth.Chosen(state, MemoryOf(memory, _worth));
        double[] probabilities = _training.Probabilities(state, model, table);
        int[] predicted = [.. probabilities.Chunk(classes).Select(row => Array.IndexOf(row, row.Max()))];
        var words = new ScoreColumn("class", [.. predicted.Select(label => _classes[label])]);
        ScoreColumn Probability(string name, int label) => new(name, [.. Enumerable.Range(0, predicted.Length).Select(row => probabilities[(row * classes) + label])]);
        bool ranks = Job.Contract.LabelKind == LabelKind.TwoClasses;
        ScoreColumn[] columns = ranks
            ? [Probability(ScoredRows.Score, 1), words]
            : [words, .. _classes.Select((_, label) => Probability(string.Create(CultureInfo.InvariantCulture, $"probability_{label + 1}"), label))];
        return new ScoredRows(columns, ranks, options.Reasons > 0 ? Reasons(state, model, table, predicted, options.Reasons) : null);
    }

    private IEnumerable<TaskFigure> Confusion(ClassQuality quality) =>
        from label in Enumerable.Range(0, quality.Classes)
        from predicted in Enumerable.Range(0, quality.Classes)
        select new TaskFigure(
            string.Create(CultureInfo.InvariantCulture, $"texts_{label + 1}_taken_for_{predicted + 1}"),
            $"texts of class {_classes[label]} taken for {_classes[predicted]}", quality.Count(label, predicted));

    private IReadOnlyList<Reason>[] Reasons(TaskState state, SparseLogisticModel model, LocalTable table, int[] predicted, int most)
    {
        string field = Job.Contract.Features.First(each => each.IsText).Name;
        TextWeighting weighting = _frequencies.Weighting(state);
        return [.. TextColumn.Of(table).Select((text, row) => SentimentReasons.Of(field, text, predicted[row], weighting, model, most))];
    }
}
