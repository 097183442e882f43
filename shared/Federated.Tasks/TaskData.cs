using Federated.Tasks.Schema;

namespace Federated.Tasks;

/// <summary>A node's own rows, and its own seed for everything in local training that is arbitrary.</summary>
public sealed record TaskData(LocalTable Table, ulong Seed);
