using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Experiments;
using Federated.Learning.Experiments;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Experiment;

/// <summary>What one look at an experiment says, in the label's own unit.</summary>
internal sealed class ExperimentFindings
{
    private const double DefaultEffect = 0.02, MismatchLevel = 0.001;

    private readonly JobSpec _job;

    public ExperimentFindings(JobSpec job, VariantFields fields, ExperimentState look)
    {
        (_job, Fields, Look) = (job, fields, look);
        All = look.Slices[0]!;
        Comparisons = Compare(All, Level);
        double first = job.Options.Number(ExperimentTask.ShareKey) is > 0 and var written ? written : 1.0 / fields.Options.Variants;
        Planned = [first, .. Enumerable.Repeat((1 - first) / (fields.Options.Variants - 1), fields.Options.Variants - 1)];
        MismatchChance = RatioMismatch.Chance([.. All.Arms.Select(arm => arm.Rows)], Planned.AsSpan());
    }

    public VariantFields Fields { get; }

    public ExperimentState Look { get; }

    public SliceFigures All { get; }

    /// <summary>Of all rows, one a variant but the first.</summary>
    public ImmutableArray<VariantVerdict> Comparisons { get; }

    public ImmutableArray<double> Planned { get; }

    /// <summary>The always-valid p-value against the planned shares.</summary>
    public double MismatchChance { get; }

    public bool IsMismatched => MismatchChance < MismatchLevel;

    public FigureFormat Difference => Fields.IsShare ? FigureFormat.Points : FigureFormat.Number;

    public FigureFormat Value => Fields.IsShare ? FigureFormat.Share : FigureFormat.Number;

    /// <summary>Chance of a wrong verdict on one variant: the level is divided among them (Bonferroni).</summary>
    public double Level => _job.Options.Number(ExperimentTask.LevelKey) / (Fields.Options.Variants - 1);

    /// <summary>Names of the variants, the first one first.</summary>
    public IReadOnlyList<string> Variants => Fields.Variant.Values;

    /// <summary>The verdict in few words.</summary>
    public string Verdict
    {
        get
        {
            if (IsMismatched)
                return "the shares of the variants are not those planned: no verdict";
            VariantVerdict[] better = [.. Comparisons.Where(each => each.Effect.Low > 0)], worse = [.. Comparisons.Where(each => each.Effect.High < 0)];
            if (better.Length > 0)
                return $"{better.MaxBy(each => each.Effect.Value)!.Name} does better than {Variants[0]}";
            return worse.Length == Comparisons.Length ? $"{Variants[0]} does better than the rest" : worse.Length > 0 ? $"{string.Join(" and ", worse.Select(each => each.Name))} does worse than {Variants[0]}; the rest is undecided" : "undecided so far";
        }
    }

    public string Headline => $"{Verdict}: {string.Join(", ", Comparisons.Select(each => $"{each.Name} {FigureText.Of(each.Effect, Difference)}"))}";

    public string Summary
    {
        get
        {
            string counted = string.Create(CultureInfo.InvariantCulture, $"After {Look.Rows:N0} customers of all partners: {Verdict}. ");
            string looks = $"The intervals hold at every look: you may run this job again whenever you like, and stop when an interval leaves out 0. A difference is seen where there is none with a chance of at most {FigureText.Of(_job.Options.Number(ExperimentTask.LevelKey), FigureFormat.Share)}, over all looks together.";
            return counted + (IsMismatched ? "Find out why before you trust any difference: a mismatch means that something decides who is counted. " : "") + looks;
        }
    }

    /// <summary>A slice's comparisons with intervals of a level.</summary>
    public ImmutableArray<VariantVerdict> Compare(SliceFigures slice, double level)
    {
        double spread = _job.Options.Number(ExperimentTask.EffectKey) is > 0 and var written ? written / Fields.Unit : DefaultEffect;
        int least = _job.Options.WholeNumber(ExperimentTask.LeastKey);
        return [.. slice.Comparisons.Select((each, index) =>
        {
            bool isEnough = slice.Arms[0].Rows >= least && slice.Arms[index + 1].Rows >= least && double.IsFinite(each.SquaredError) && each.SquaredError > 0;
            double reach = isEnough ? MixtureInterval.HalfWidth(each.SquaredError, spread, level) : double.NaN;
            Estimate effect = isEnough
                ? new Estimate(each.Effect * Fields.Unit, (each.Effect - reach) * Fields.Unit, (each.Effect + reach) * Fields.Unit)
                : new Estimate(each.Effect * Fields.Unit);
            return new VariantVerdict(Variants[index + 1], effect, isEnough ? MixtureInterval.Chance(each.Effect, each.SquaredError, spread) : 1, each.Effect / slice.Arms[0].Mean);
        })];
    }

    public IEnumerable<KeyFigure> KeyFigures()
    {
        yield return KeyFigure.Of("customers", Look.Rows, FigureFormat.Count);
        VariantVerdict best = Comparisons.MaxBy(each => double.IsFinite(each.Effect.Value) ? each.Effect.Value : double.NegativeInfinity)!;
        yield return new KeyFigure($"{best.Name} against {Variants[0]}", FigureText.Of(best.Effect.Value, Difference), best.Effect.HasInterval ? $"{FigureText.Of(best.Effect.Low, Difference)} to {FigureText.Of(best.Effect.High, Difference)}" : "too few for an interval");
        yield return new KeyFigure("always-valid p-value", FigureText.Of(best.Chance, FigureFormat.Metric));
        yield return new KeyFigure("shares as planned", IsMismatched ? "no" : "yes", $"p {FigureText.Of(MismatchChance, FigureFormat.Metric)}");
    }

    public IEnumerable<TaskFigure> Figures()
    {
        for (int variant = 0; variant < Variants.Count; variant++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"variant_{variant + 1}");
            yield return new TaskFigure($"{name}_rows", $"{Variants[variant]}: customers", All.Arms[variant].Rows);
            yield return new TaskFigure($"{name}_mean", $"{Variants[variant]}: metric", All.Arms[variant].Mean * Fields.Unit);
            if (variant == 0)
                continue;
            VariantVerdict verdict = Comparisons[variant - 1];
            yield return new TaskFigure($"{name}_effect", $"{Variants[variant]} against {Variants[0]}", verdict.Effect.Value);
            yield return new TaskFigure($"{name}_low", "lower end of the always-valid interval", verdict.Effect.Low ?? double.NaN);
            yield return new TaskFigure($"{name}_high", "upper end", verdict.Effect.High ?? double.NaN);
            yield return new TaskFigure($"{name}_p", "always-valid p-value", verdict.Chance);
        }

        yield return new TaskFigure("mismatch_p", "always-valid p-value of the planned shares", MismatchChance);
    }
}
