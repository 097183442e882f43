using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Personalisation;

/// <summary>What personalisation starts from.</summary>
/// <param name="Architecture">Of the joint model, and of every personal one.</param>
/// <param name="Loss">What is minimised: any number of classes.</param>
/// <param name="Joint">The joint model as this partner uses it.</param>
/// <param name="Rows">The partner's own.</param>
public sealed record PersonalSetting(IModelArchitecture Architecture, ILoss Loss, ModelSnapshot Joint, PersonalRows Rows)
{
    /// <summary>The joint model, ready to run.</summary>
    /// <exception cref="ModelMismatchException">The snapshot is not of the architecture.</exception>
    internal IModel JointModel(ulong seed) => Model(Joint, seed);

    /// <summary>A model of the architecture with the given parameters; the seed decides dropout.</summary>
    internal IModel Model(ModelSnapshot parameters, ulong seed) => Architecture.Create(seed, parameters);
}
