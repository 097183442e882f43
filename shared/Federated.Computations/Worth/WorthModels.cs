namespace Federated.Computations.Worth;

/// <summary>The order of models in a vector: the local one first.</summary>
internal static class WorthModels
{
    public static readonly WorthModel[] All = Enum.GetValues<WorthModel>();

    /// <summary>Figures of a metric: those of the models, then the gains of all but the local one.</summary>
    public static readonly int FiguresOfMetric = (2 * All.Length) - 1;
}
