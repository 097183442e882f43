namespace Federated.Tasks.Reports.Charts;

/// <summary>Two groups that became one.</summary>
/// <param name="Left">A leaf (0 to n − 1) or an earlier merge (n + its index).</param>
/// <param name="Right">Another.</param>
/// <param name="Height">How far apart they were, 0 or more, no less than that of the merges below it.</param>
public readonly record struct DendrogramMerge(int Left, int Right, double Height);
