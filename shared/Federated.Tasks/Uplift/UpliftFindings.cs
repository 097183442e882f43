using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Uplift;
using Federated.Learning.Experiments;
using Federated.Tasks.Drift;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Uplift;

/// <summary>What a campaign's numbers say, in the label's own unit.</summary>
/// <param name="job">The job.</param>
/// <param name="unit">A response of 1.</param>
/// <param name="trial">The sums of both arms.</param>
/// <param name="estimate">The average effect.</param>
internal sealed class UpliftFindings(JobSpec job, double unit, TrialMoments trial, TrialEstimate estimate)
{
    public const string NoSignal = "there is no targetable signal";
    private const double Reach = 1.959963984540054;

    public TrialMoments Trial => trial;

    public TrialEstimate Adjusted => estimate;

    public double Unit => unit;

    public JobSpec Job => job;

    public required ImmutableArray<string> Inputs { get; init; }

    public UpliftVerdict? Verdict { get; init; }

    public LearnerBins? Bins { get; init; }

    public Learner? Chosen { get; init; }

    public ImmutableArray<(Learner Learner, UpliftVerdict Verdict)> Choice { get; init; } = [];

    /// <summary>Whether customers may be ranked: they are ranked better than by chance.</summary>
    public bool HasSignal => Verdict is { Figure.Coefficient: > 0 } verdict && verdict.Chance <= job.Options.Number(UpliftTask.LevelKey);

    public bool IsShare => job.Contract.LabelKind == Schema.LabelKind.TwoClasses;

    /// <summary>How an effect is written.</summary>
    public FigureFormat Format => IsShare ? FigureFormat.Points : FigureFormat.Number;

    /// <summary>The adjusted average effect with its interval.</summary>
    public Estimate Effect => Of(estimate.Effect, estimate.Error);

    public Estimate Difference => Of(trial.Difference.Effect, trial.Difference.Error);

    public Estimate WithinPartners => Of(trial.WithinNodes.Effect, trial.WithinNodes.Error);

    /// <summary>The chance of features as unequal between the arms as they are, under randomisation.</summary>
    public double BalanceChance => estimate.Freedom > 0 ? ChiSquareTail.Of(estimate.Balance, estimate.Freedom) : double.NaN;

    /// <summary>The chance of a share contacted as far from the planned one; NaN when none is planned.</summary>
    public double ShareChance => job.Options.Number(UpliftTask.ShareKey) is > 0 and var planned
        ? NormalDistribution.TwoSided((trial.Treated.Rows - (trial.Rows * planned)) / Math.Sqrt(trial.Rows * planned * (1 - planned)))
        : double.NaN;

    /// <summary>Whether the arms differ more than chance makes likely: less than one in a thousand.</summary>
    public bool IsUnbalanced => BalanceChance < 0.001 || ShareChance < 0.001;

    /// <summary>The share of customers to contact, the most responsive first, and what that gains by customer; all or nobody when they cannot be told apart.</summary>
    public (double Share, double Gain) Best
    {
        get
        {
            double value = job.Options.Number(UpliftTask.ValueKey) * unit, cost = job.Options.Number(UpliftTask.CostKey);
            IEnumerable<(double Share, double Gain)> choices = HasSignal
                ? Verdict!.Points.Select(point => (point.Share, (point.Gain * value) - (point.Share * cost)))
                : [(0, 0), (1, (estimate.Effect * value) - cost)];
            return choices.MaxBy(choice => choice.Gain);
        }
    }

    public string Headline
    {
        get
        {
            string effect = $"average effect {FigureText.Of(Effect, Format)}";
            if (Verdict is not { } verdict)
                return effect;
            return HasSignal
                ? string.Create(CultureInfo.InvariantCulture, $"{effect}; the ranking by {Chosen?.Words} is better than chance (p {verdict.Chance:0.000})")
                : string.Create(CultureInfo.InvariantCulture, $"{effect}; {NoSignal} (p {verdict.Chance:0.000})");
        }
    }

    public string Summary
    {
        get
        {
            string effect = $"Over all partners the contact changes {(IsShare ? "the share of responses" : "the response")} by {FigureText.Of(Effect, Format)} on average, with 95% confidence in the range. ";
            string warning = IsUnbalanced ? "The arms differ more than chance makes likely, so the campaign may not have been randomised: see below before you trust it. " : "";
            string told = HasSignal
                ? $"Some customers respond more than others, and the model finds them: contact the {FigureText.Of(Best.Share, FigureFormat.Share)} with the highest scores."
                : $"As for whom it works best, {NoSignal}: customers are not ranked, and every one is expected to gain the average.";
            return effect + warning + told;
        }
    }

    /// <summary>The estimate with its interval of 95 %, in the label's unit.</summary>
    public Estimate Of(double value, double error) => double.IsFinite(error) ? new(value * unit, (value - (Reach * error)) * unit, (value + (Reach * error)) * unit) : new(value * unit);

    public IEnumerable<KeyFigure> KeyFigures()
    {
        yield return new KeyFigure("average effect", FigureText.Of(Effect.Value, Format), $"{FigureText.Of(Effect.Low, Format)} to {FigureText.Of(Effect.High, Format)}");
        yield return KeyFigure.Of("customers", trial.Rows, FigureFormat.Count, $"{FigureText.Of(trial.Share, FigureFormat.Share)} contacted");
        yield return new KeyFigure("chance of such a ranking without signal", FigureText.Of(Verdict!.Chance, FigureFormat.Metric), HasSignal ? "customers are ranked" : "customers are not ranked");
        yield return KeyFigure.Of("to contact", Best.Share, FigureFormat.Share);
    }

    public IEnumerable<TaskFigure> Figures()
    {
        yield return new TaskFigure("average_effect", "average effect, adjusted", Effect.Value);
        yield return new TaskFigure("average_effect_low", "average effect, lower end of 95 %", Effect.Low ?? double.NaN);
        yield return new TaskFigure("average_effect_high", "average effect, upper end of 95 %", Effect.High ?? double.NaN);
        yield return new TaskFigure("difference_in_means", "difference of the means of all rows", Difference.Value);
        yield return new TaskFigure("within_partners", "mean of the partners' own differences", WithinPartners.Value);
        yield return new TaskFigure("treated_share", "share contacted", trial.Share);
        yield return new TaskFigure("largest_imbalance", "largest standardised difference of an input", estimate.Imbalance.Max(Math.Abs));
        yield return new TaskFigure("balance_p", "chance of such inputs under randomisation", BalanceChance);
        if (double.IsFinite(ShareChance))
            yield return new TaskFigure("share_p", "chance of such a share contacted under the plan", ShareChance);
        if (Verdict is not { } verdict)
            yield break;
        yield return new TaskFigure("qini", "Qini coefficient, responses by customer", verdict.Figure.Coefficient * unit);
        yield return new TaskFigure("qini_error", "its standard error", verdict.Figure.Error * unit);
        yield return new TaskFigure("qini_p", "chance of such a coefficient without signal", verdict.Chance);
        yield return new TaskFigure("targetable", HasSignal ? "customers are ranked" : NoSignal, HasSignal ? 1 : 0);
        yield return new TaskFigure("contact_share", "share of customers to contact", Best.Share);
    }
}
