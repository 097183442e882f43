using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Drift;

/// <summary>The features of a contract as columns: numbers, whole numbers and dates as they are in the table, categories and booleans. No label: rows that are scored have none. No texts.</summary>
internal sealed class DriftColumns
{
    private readonly ContractField[] _numbers;
    private readonly ContractField[] _categories;

    public DriftColumns(DataContract contract)
    {
        _numbers = [.. contract.Features.Where(field => field.IsNumeric)];
        _categories = [.. contract.Features.Where(field => field.IsCategorical)];
        Plan = _numbers.Length + _categories.Length == 0 ? null : new SurveyPlan(new TableColumns(
            _numbers.Select(field => new NumericColumn(field.Name, field.Minimum, field.Maximum)),
            _categories.Select(field => new CategoryColumn(field.Name, field.Values))))
        {
            Bins = Bins,
            HistogramKind = HistogramKind.EqualCount,
            Probabilities = [0.5],
            Tolerance = Tolerance,
            WantsCorrelations = false,
        };
    }

    private const int Bins = 10;

    // Two rounds of quantiles: 8 and 5 bits of the declared range.
    private const double Tolerance = 1.0 / 8192;

    /// <summary>What is to be known of the training rows: counts, and histograms along their tenths. Null when all features are texts.</summary>
    public SurveyPlan? Plan { get; }

    /// <summary>Rows, summed as they stream by.</summary>
    public IColumnSums SumsOf(IEnumerable<LocalTable> batches) => new ColumnBatches(Plan!.Columns, batches.Select(table => new ColumnBatch(
        Plan.Columns, table.RowCount,
        _numbers.Select(field => (ReadOnlyMemory<double>)table.Numbers(field.Name).ToArray()),
        _categories.Select(field => (ReadOnlyMemory<int>)table.Categories(field.Name).ToArray()))));
}
