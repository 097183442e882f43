using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Drift;

/// <summary>The features of a contract as columns: numbers, whole numbers and dates as they are in the table, categories and booleans. No label: rows that are scored have none. No texts.</summary>
internal sealed class DriftColumns
{
    private DriftColumns(DataContract contract)
    {
        Summed = new SummedColumns(
            contract.Features.Where(field => field.IsNumeric).Select(field => new SummedNumber(new NumericColumn(field.Name, field.Minimum, field.Maximum), field.Name)),
            contract.Features.Where(field => field.IsCategorical).Select(field => new SummedCategory(new CategoryColumn(field.Name, field.Values), field.Name)));
        Plan = new SurveyPlan(Summed.Columns)
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

    /// <summary>The columns of a contract; null when all features are texts.</summary>
    public static DriftColumns? Of(DataContract contract) => contract.Features.Any(field => field.IsNumeric || field.IsCategorical) ? new DriftColumns(contract) : null;

    /// <summary>What is to be known of the training rows: counts, and histograms along their tenths.</summary>
    public SurveyPlan Plan { get; }

    /// <summary>What stands in each column.</summary>
    public SummedColumns Summed { get; }
}
