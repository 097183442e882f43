using Federated.Learning.State;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Scoring;

/// <summary>A released model with the job that it belongs to, as this node keeps them.</summary>
/// <param name="JobId">The coordinator's identifier of the job.</param>
/// <param name="Job">The job: contract, split and model.</param>
/// <param name="Snapshot">The finished state of its task.</param>
internal sealed record SavedModel(string JobId, JobSpec Job, ModelSnapshot Snapshot);
