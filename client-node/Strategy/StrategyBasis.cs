using Federated.ClientNode.Data;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>What the expected return of a contact is made of: which model says what a contact changes, and what a response is worth.</summary>
internal sealed class StrategyBasis
{
    private readonly StrategyPlan _plan;
    private readonly SourceMarks _own;
    private readonly double _halfWidth;

    private StrategyBasis(StrategyPlan plan, SourceMarks own, EffectKind effect, StrategyPart part, StrategyPart? value, SourcedFigure? average)
    {
        (_plan, _own, Effect, EffectPart, ValuePart, AverageEffect) = (plan, own, effect, part, value, average);
        _halfWidth = average?.Number is { HasInterval: true, High: { } high } number ? high - number.Value : 0;
    }

    /// <summary>What stands for the effect.</summary>
    public EffectKind Effect { get; }

    /// <summary>The model that says it.</summary>
    public StrategyPart EffectPart { get; }

    /// <summary>The model that says what a response is worth; null for a fixed amount.</summary>
    public StrategyPart? ValuePart { get; }

    /// <summary>The campaign's average effect with its interval; null without one.</summary>
    public SourcedFigure? AverageEffect { get; }

    /// <summary>Whether the response is one of two classes, so that an effect is a change of a chance.</summary>
    public bool IsShare => EffectPart.Input.Model.Job.Contract.LabelKind == LabelKind.TwoClasses;

    /// <summary>How an effect is written.</summary>
    public FigureFormat EffectFormat => Effect == EffectKind.Chance ? FigureFormat.Share : IsShare ? FigureFormat.Points : FigureFormat.Number;

    /// <summary>The column of what a response is worth.</summary>
    public string ValueColumn => ValuePart is not { } part ? "" : part.Task == "value" && EffectPart.Task != "churn" ? StrategyColumns.AmountIfPurchase : StrategyColumns.ValueOf(part.Task);

    /// <summary>Whether a campaign was evaluated, and whether it tells customers apart.</summary>
    public static EffectKind KindOf(IReadOnlyList<StrategyInput> inputs) => inputs.FirstOrDefault(input => input.Task == StrategyTasks.Uplift) is not { } uplift
        ? EffectKind.Chance
        : uplift.FigureOf("targetable") == 1 ? EffectKind.Own : EffectKind.Average;

    /// <summary>Chooses among the parts.</summary>
    /// <exception cref="CommandException">None of them says what a contact changes or how likely a response is, or the plan names a model of values that is not there.</exception>
    public static StrategyBasis Of(StrategyPlan plan, IReadOnlyList<StrategyPart> parts, EffectKind kind, SourceMarks own)
    {
        StrategyPart? First(params string[] tasks) => tasks.Select(task => parts.FirstOrDefault(part => part.Task == task && part.Missing.Length == 0 && part.Customers > 0)).OfType<StrategyPart>().FirstOrDefault();
        if (First(StrategyTasks.Uplift) is not { } effect)
            (kind, effect) = (EffectKind.Chance, First(StrategyTasks.Chances) ?? throw Empty(parts));
        var value = plan.Value is null ? First(StrategyTasks.Values) : plan.Value.Task is { } task ? First(task) ?? throw NoValue(task, parts) : null;
        if (effect.Input.Model.Job.Contract.LabelKind != LabelKind.TwoClasses)
            value = null;
        SourcedFigure? average = kind == EffectKind.Chance ? null : new SourcedFigure(
            new Estimate(effect.Input.FigureOf("average_effect"), effect.Input.FigureOf("average_effect_low"), effect.Input.FigureOf("average_effect_high")), effect.Marks);
        return new StrategyBasis(plan, own, kind, effect, value, average);
    }

    /// <summary>What a contact changes about a customer, and whether that is known of this customer; null when nothing is known.</summary>
    public (SourcedFigure Effect, bool IsOwn)? EffectOf(Func<string, double?> number)
    {
        switch (Effect)
        {
            case EffectKind.Chance:
                // Between no response that is due to the contact, and every one.
                return number(StrategyColumns.ChanceOf(EffectPart.Task)) is { } chance ? (new SourcedFigure(new Estimate(chance, 0, chance), EffectPart.Marks), true) : null;
            case EffectKind.Own when number(StrategyColumns.Effect) is { } effect:
                return (new SourcedFigure(new Estimate(effect, effect - _halfWidth, effect + _halfWidth), EffectPart.Marks), true);
            default:
                return (AverageEffect!.Value, false);
        }
    }

    /// <summary>What a response of a customer earns, and whether that is known of this customer.</summary>
    public (SourcedFigure Value, bool IsOwn) ValueOf(Func<string, double?> number)
    {
        if (ValuePart is null)
            return (new SourcedFigure(_plan.Value is null ? 1 : _plan.Value.Fixed ?? _plan.Value.Margin, _own), true);
        var margin = new SourcedFigure(_plan.Value?.Margin ?? 1, _own);
        return number(ValueColumn) is { } worth
            ? (new SourcedFigure(Math.Max(0, worth), ValuePart.Marks) * margin, true)
            : ((ValuePart.MeanOf(ValueColumn) ?? new SourcedFigure(0, ValuePart.Marks)) * margin, false);
    }

    /// <summary>What a response earns on average.</summary>
    public SourcedFigure MeanValue => ValueOf(_ => null).Value;

    /// <summary>Share of this partner's customers who respond without a contact; null when it is not known or no share.</summary>
    public SourcedFigure? BaseRate() => !IsShare ? null : Effect switch
    {
        EffectKind.Own => EffectPart.MeanOf(StrategyColumns.Untreated),
        EffectKind.Chance => EffectPart.MeanOf(StrategyColumns.ChanceOf(EffectPart.Task)),
        _ => OwnUntreatedRate(),
    };

    // The label may not be known at hand; then there is no rate.
    private SourcedFigure? OwnUntreatedRate()
    {
        var job = EffectPart.Input.Model.Job;
        var opened = OpenedRows.Open(job.Contract, EffectPart.Input.Mapping, job.Evaluation.Salt, ReadPurpose.Training);
        if (opened.Rows is not { } rows)
            return null;
        var treatment = job.Options.Names("treatment") is [var written, ..] ? written : "treatment";
        var mean = new ColumnMean();
        foreach (var batch in rows.Batches())
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Categories(treatment)[row] == 0)
                    mean.Add(batch.Labels[row]);
            }
        }

        return mean.Count > 0 ? new SourcedFigure(mean.Value, EffectPart.Marks) : null;
    }

    private static CommandException Empty(IReadOnlyList<StrategyPart> parts) => new(
        "FED-STRATEGY-EMPTY",
        $"no model says what a contact changes (uplift) or how likely a response is ({string.Join(", ", StrategyTasks.Chances)}){string.Concat(parts.Where(part => part.Missing.Length > 0).Select(part => $"; {part.Task}: {part.Missing}"))}",
        "wait until such a job has released a model, or give it its own table: fed-node report strategy --init writes a plan with 'sources:'", ExitCode.Failed);

    private static CommandException NoValue(string task, IReadOnlyList<StrategyPart> parts) => new(
        "FED-STRATEGY-VALUE",
        $"the plan takes the value of a response from {task}, and {(parts.FirstOrDefault(part => part.Task == task) is { } part ? $"it gives nothing: {part.Missing}" : "there is no such model among the sources")}",
        "name its table under 'sources:', or write 'value: {fixed: AMOUNT}'", ExitCode.Failed);
}
