using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Lifetime;
using Federated.Learning.Lifetime;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Value;

namespace Federated.Tasks.Lifetime;

/// <summary>BG/NBD for how often customers will buy, and Gamma-Gamma for how much at a time.</summary>
internal sealed class LifetimeModel : IAmountModel
{
    private readonly JobSpec _job;
    private readonly LifetimeFields _fields;
    private readonly PartRows _rows;
    private readonly LikelihoodOptions _options;
    private readonly LikelihoodStage _buying;
    private readonly LikelihoodStage _spending;

    public LifetimeModel(JobSpec job, LifetimeFields fields, PartRows rows)
    {
        _job = job;
        _fields = fields;
        _rows = rows;
        _options = new LikelihoodOptions { Penalty = job.Options.Number(LifetimeTask.PenaltyKey), MaximumPasses = job.Options.WholeNumber(LifetimeTask.StepsKey) };
        _buying = new LikelihoodStage("buying", LifetimeFamily.Buying, _options, data => new PurchaseSums(Batches(data, fields.Purchases)));
        _spending = new LikelihoodStage("spending", LifetimeFamily.Spending, _options, data => new SpendSums(Batches(data, fields.Spend)));
    }

    /// <summary>The joint training.</summary>
    public IReadOnlyList<IStage> Stages => [_buying, _spending];

    public long Rows(TaskState state) => state.Parts.ContainsKey(_buying.Name) ? _buying.Of(state).Customers : 0;

    public double Typical(TaskState state)
    {
        (double purchases, double amount) = TypicalCustomer(Fitted(state));
        double value = purchases * amount;
        return value > 0 && double.IsFinite(value) ? value : _job.Contract.Label!.Maximum / 100;
    }

    public double[] Expected(TaskState state, LocalTable table) => [.. Customers(Fitted(state), table).Select(customer => customer?.Value ?? double.NaN)];

    /// <summary>What is known of each row's customer; null where a field is missing.</summary>
    /// <exception cref="ArgumentException">A row contradicts itself.</exception>
    public IEnumerable<LifetimeOutlook?> Customers(LifetimeFit fit, LocalTable table)
    {
        (BetaGeometricModel buying, GammaGammaModel spending) = fit;
        var worth = new LifetimeValue(buying, spending);
        int periods = _job.Options.WholeNumber(LifetimeTask.PeriodsKey);
        double length = _job.Options.Number(LifetimeTask.LengthKey), discount = _job.Options.Number(LifetimeTask.DiscountKey);
        for (int row = 0; row < table.RowCount; row++)
        {
            SpendHistory spend = _fields.Spend(table, row) ?? default;
            double amount = spending.ExpectedAmount(spend);
            yield return _fields.Purchases(table, row) is not { } history || !double.IsFinite(amount) ? null : new LifetimeOutlook(
                worth.Of(history, spend, periods, length, discount), buying.ExpectedPurchases(history, Horizon), buying.ProbabilityAlive(history), amount);
        }
    }

    /// <summary>How many repeat purchases a new customer makes within the horizon, and the mean amount of one.</summary>
    public (double Purchases, double Amount) TypicalCustomer(LifetimeFit fit) => (fit.Buying.ExpectedPurchases(Horizon), fit.Spending.PopulationMean);

    /// <summary>Both joint models.</summary>
    /// <exception cref="TaskStateException">One is not fitted yet.</exception>
    public LifetimeFit Fitted(TaskState state) => LifetimeFit.FromLogs([.. _buying.Fitted(state), .. _spending.Fitted(state)]);

    /// <summary>Both models of one partner's rows alone; null when they do not determine them.</summary>
    public LifetimeFit? Alone(LocalTable training)
    {
        ImmutableArray<double>? buying = LikelihoodStage.Alone(LifetimeFamily.Buying, _options, new PurchaseSums([Read(training, _fields.Purchases)]));
        ImmutableArray<double>? spending = LikelihoodStage.Alone(LifetimeFamily.Spending, _options, new SpendSums([Read(training, _fields.Spend)]));
        return buying is { } first && spending is { } second ? LifetimeFit.FromLogs([.. first, .. second]) : null;
    }

    private double Horizon => _job.Options.WholeNumber(LifetimeTask.PeriodsKey) * _job.Options.Number(LifetimeTask.LengthKey);

    private IEnumerable<ReadOnlyMemory<T>> Batches<T>(TaskData data, Func<LocalTable, int, T?> read)
        where T : struct => _rows.Batches(data.Rows, RowPart.Training).Select(batch => (ReadOnlyMemory<T>)Read(batch, read));

    private static T[] Read<T>(LocalTable batch, Func<LocalTable, int, T?> read)
        where T : struct
    {
        try
        {
            return [.. Enumerable.Range(0, batch.RowCount).Select(row => read(batch, row)).Where(customer => customer is not null).Select(customer => customer!.Value)];
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The rows cannot be used: {fault.Message} Nothing was sent.", fault);
        }
    }
}
