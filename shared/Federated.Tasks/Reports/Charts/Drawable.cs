namespace Federated.Tasks.Reports.Charts;

/// <summary>Which numbers have a place in a drawing: finite ones of a size that arithmetic on an axis survives.</summary>
internal static class Drawable
{
    private const double Largest = 1e150;

    public static bool Is(double value) => Math.Abs(value) <= Largest;

    public static bool HasInterval(Estimate estimate) => estimate.HasInterval && Is(estimate.Low!.Value) && Is(estimate.High!.Value);
}
