using System.Collections.Immutable;
using Federated.Learning.Allocation;

namespace Federated.Tasks.Allocate;

/// <summary>A place to spend money, and what names it.</summary>
/// <param name="Place">One a key column: channel, region, hour.</param>
/// <param name="Cell">Its curve and limits.</param>
public sealed record ResponseCell(ImmutableArray<string> Place, AllocationCell Cell);
