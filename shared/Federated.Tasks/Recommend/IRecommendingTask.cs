using Federated.Learning.State;

namespace Federated.Tasks.Recommend;

/// <summary>A task whose model gives each customer a list of items.</summary>
public interface IRecommendingTask : IJointTask
{
    /// <summary>The model of a state, ready to answer; making it may take as long as reading the model, so it is made once for many customers.</summary>
    /// <param name="state">A state that holds a model: usually the released one.</param>
    /// <param name="memory">What this node kept from the job's rounds; null when it took no part.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or holds no model yet.</exception>
    IRecommender Recommender(ModelSnapshot state, ModelSnapshot? memory);
}
