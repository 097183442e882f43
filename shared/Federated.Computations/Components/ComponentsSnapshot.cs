using Federated.Learning.Components;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Components;

/// <summary>Joint components as a snapshot: that of <see cref="PrincipalComponents"/>, read strictly.</summary>
public static class ComponentsSnapshot
{
    /// <summary>Writes the result.</summary>
    public static ModelSnapshot Write(ComponentsComputed state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Components.ToSnapshot();
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a result.</exception>
    public static ComponentsComputed Read(ModelSnapshot snapshot, FederatedComponentsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StateTensors.RequireCount(snapshot, 4);
        try
        {
            PrincipalComponents components = PrincipalComponents.FromSnapshot(snapshot);
            return components.Means.Length == options.Columns && components.Count == options.Components
                ? new ComponentsComputed(options, components)
                : throw new ContributionException($"The state has {components.Count} components of {components.Means.Length} columns; the job's has {options.Components} of {options.Columns}.");
        }
        catch (ModelMismatchException fault)
        {
            throw new ContributionException($"The state is not one of joint components: {fault.Message}", fault);
        }
    }
}
