using Federated.Learning.State;

namespace Federated.Tasks.Strategy;

/// <summary>A task whose state holds what happened by group: by channel, hour, region or creative.</summary>
public interface IGroupRates : IJointTask
{
    /// <summary>The groups whose rate is known, field by field; empty when the job asked for none.</summary>
    /// <param name="state">A state that holds a result: usually the released one.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job.</exception>
    IReadOnlyList<GroupRate> Rates(ModelSnapshot state);
}
