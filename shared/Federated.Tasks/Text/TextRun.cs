using System.Collections.Immutable;

namespace Federated.Tasks.Text;

/// <summary>A stretch of text without a boundary: a word, or ideographs that no space divides.</summary>
/// <param name="IsIdeographic">Whether it is of ideographs or kana.</param>
/// <param name="Codes">Its code points, lower case, at least one.</param>
internal sealed record TextRun(bool IsIdeographic, ImmutableArray<int> Codes);
