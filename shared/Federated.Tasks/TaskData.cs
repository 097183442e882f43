using Federated.Computations;
using Federated.Learning.Kernels;
using Federated.Tasks.Schema;

namespace Federated.Tasks;

/// <summary>What a node brings to a task. None of it leaves the node.</summary>
/// <param name="Rows">Its own rows, all parts of the split.</param>
/// <param name="Seed">Its own seed for everything in local training that is arbitrary.</param>
/// <param name="Memory">What it kept from earlier rounds of the job, and keeps for later ones and for scoring.</param>
/// <param name="Workers">Threads of training; the calling one alone when left out. Results do not depend on them.</param>
/// <param name="Member">Which of the job's members this is; without it the node cannot take part where members stand in groups.</param>
public sealed record TaskData(ITaskRows Rows, ulong Seed, NodeMemory Memory, Workers? Workers = null, TaskMember? Member = null);
