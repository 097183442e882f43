using System.Globalization;
using Federated.Learning.Lifetime;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Value;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Lifetime;

/// <summary>
/// What a customer without a contract will be worth over the coming periods, from when and how much it bought: BG/NBD and Gamma-Gamma by exact joint maximum
/// likelihood, each some ten rounds of 16 and 11 numbers a node, however many customers. When the contract has a label, the amount that the customer then spent,
/// one round more measures errors, order and tenths on everybody's held-out customers; one round measures what each partner gains on its own.
/// </summary>
internal sealed class LifetimeTask : StagedTask
{
    public const string PeriodsKey = "periods", LengthKey = "period_length", DiscountKey = "discount", PenaltyKey = "penalty", StepsKey = "steps";

    private static readonly IReadOnlyList<TaskOption> Options =
    [
        TaskOption.Names(LifetimeFields.RepeatsKey, "The field that counts purchases after the first; by default the one called so."),
        TaskOption.Names(LifetimeFields.RecencyKey, "The field with the time from the first purchase to the last, 0 without a repeat."),
        TaskOption.Names(LifetimeFields.AgeKey, "The field with the time from the first purchase to the end of observation."),
        TaskOption.Names(LifetimeFields.AmountKey, "The field with the mean amount of the purchases after the first; missing or 0 without any."),
        TaskOption.WholeNumber(PeriodsKey, "Periods ahead.", 1, 1200, 12),
        TaskOption.Number(LengthKey, "Length of a period in the unit of the times.", new NumberRange(0, 1e6, MinimumExcluded: true), 1),
        TaskOption.Number(DiscountKey, "Discount rate of one period; 0.01 is 1 %.", new NumberRange(0, 1), 0),
        TaskOption.Number(PenaltyKey, "Strength of a penalty on the logarithms of the parameters, for data that do not determine them.", new NumberRange(0, 1), 0),
        TaskOption.WholeNumber(StepsKey, "Most rounds of each of the two fits.", 1, 1000, 60),
    ];

    private readonly LifetimeFields _fields;
    private readonly LifetimeModel _model;
    private readonly AmountEvaluationStage _evaluation;
    private readonly WorthStage<LifetimeFit>? _worth;

    /// <exception cref="ArgumentException">The contract lacks a field that the models read, or its label accepts no amount above 0.</exception>
    public LifetimeTask(JobSpec job)
        : base(job)
    {
        _fields = LifetimeFields.Of(job);
        if (job.Contract.Label is { Maximum: <= 0 })
            throw new ArgumentException("The label of the contract accepts no amount above 0; raise its 'max'.", nameof(job));
        var rows = new PartRows(job.Evaluation);
        _model = new LifetimeModel(job, _fields, rows);
        _evaluation = new AmountEvaluationStage(job, _model, rows);
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<LifetimeFit>(new LifetimePartners(job, _fields, _model), rows) : null;
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "lifetime",
        Summary = "What each customer will be worth over the coming periods, from when and how much it bought.",
        Labels = [LabelKind.None, LabelKind.Number],
        Options = Options,
    };

    protected override IEnumerable<IStage> Course() =>
    [
        .. _model.Stages,
        .. Job.Contract.LabelKind == LabelKind.None ? [] : new IStage[] { _evaluation },
        .. _worth is null ? [] : new IStage[] { _worth },
    ];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        _worth?.Require(state);
        progress = progress with { Rows = _model.Rows(state) };
        if (!_model.Stages.All(stage => IsPast(state, stage)))
            return progress;
        LifetimeFit fit = _model.Fitted(state);
        (BetaGeometricModel buying, GammaGammaModel spending) = fit;
        TaskFigure[] figures =
        [
            new("r", "shape of buying rates, r", buying.R), new("alpha", "scale of buying rates, alpha", buying.Alpha),
            new("a", "leaving after a purchase, a", buying.A), new("b", "leaving after a purchase, b", buying.B),
            new("p", "shape of amounts, p", spending.P), new("q", "shape of customers' amounts, q", spending.Q), new("gamma", "scale of amounts, gamma", spending.Gamma),
            new("mean_amount", "mean amount of a purchase", spending.PopulationMean),
        ];
        string headline = string.Create(
            CultureInfo.InvariantCulture, $"a new customer buys {_model.TypicalCustomer(fit).Purchases:0.00} times again within the horizon, for {spending.PopulationMean:0.##} at a time");
        return Job.Contract.LabelKind != LabelKind.None && IsPast(state, _evaluation) && _evaluation.Of(state).Result is { } quality
            ? progress with { Figures = [.. AmountReport.Figures(quality), .. figures], Headline = AmountReport.Headline(quality) }
            : progress with { Figures = figures, Headline = headline };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport common = base.Present(state, memory, rows);
        TaskReport report = common with
        {
            Title = "What customers will be worth",
            Sections = Job.Contract.LabelKind != LabelKind.None && IsPast(state, _evaluation) && _evaluation.Of(state).Result is { } quality
                ? AmountSections.Of(quality, _evaluation.Own(state, rows)) : [],
        };
        return _worth is null ? report : _worth.Before(report, state, MemoryOf(memory, _worth));
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        LifetimeFit fit = _worth is null ? _model.Fitted(state) : _worth.Chosen(state, MemoryOf(memory, _worth));
        LifetimeOutlook?[] customers;
        try
        {
            customers = [.. _model.Customers(fit, table)];
        }
        catch (ArgumentException fault)
        {
            throw new TaskStateException($"The customers cannot be scored: {fault.Message}", fault);
        }

        ScoreColumn Column(string name, Func<LifetimeOutlook, double> number) => new(name, [.. customers.Select(customer => customer is null ? double.NaN : number(customer))]);
        return new ScoredRows(
            [
                Column(ScoredRows.Score, customer => customer.Value), Column("expected_purchases", customer => customer.Purchases),
                Column("probability_alive", customer => customer.Alive), Column("expected_amount", customer => customer.Amount),
            ],
            isRanking: true,
            options.Reasons == 0 ? null : [.. customers.Select((customer, row) => Reasons(fit, table, row, customer, options.Reasons))]);
    }

    // The value is (still buys) · (purchases if so) · (amount): the logarithms of the factors, against those of a new customer, add up.
    private IReadOnlyList<Reason> Reasons(LifetimeFit fit, LocalTable table, int row, LifetimeOutlook? customer, int most)
    {
        if (customer is null)
            return [];
        (double purchases, double amount) = _model.TypicalCustomer(fit);
        string Number(string field) => table.Numbers(field)[row].ToString("0.##", CultureInfo.InvariantCulture);
        double often = Math.Log(customer.Purchases / customer.Alive / purchases), alive = Math.Log(customer.Alive), much = Math.Log(customer.Amount / amount);
        Reason[] reasons =
        [
            new(_fields.Repeats, $"bought {Number(_fields.Repeats)} times again in {Number(_fields.Age)}", often),
            new(_fields.Recency, $"last bought {Number(_fields.Recency)} of {Number(_fields.Age)} after the first purchase", alive),
            new(_fields.Amount, double.IsNaN(table.Numbers(_fields.Amount)[row]) ? "no amount is known" : $"spends {Number(_fields.Amount)} at a time", much),
        ];
        return [.. reasons.Where(reason => double.IsFinite(reason.Contribution)).OrderByDescending(reason => Math.Abs(reason.Contribution)).Take(most)];
    }
}
