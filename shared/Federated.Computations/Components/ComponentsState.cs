using Federated.Learning.Components;

namespace Federated.Computations.Components;

/// <summary>State of <see cref="FederatedComponents"/>: <see cref="ComponentsRequested"/>, then <see cref="ComponentsComputed"/>.</summary>
public abstract record ComponentsState
{
    private protected ComponentsState(FederatedComponentsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public FederatedComponentsOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record ComponentsRequested : ComponentsState
{
    /// <summary>Asks for joint components.</summary>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public ComponentsRequested(FederatedComponentsOptions options)
        : base(options)
    {
    }
}

/// <summary>After the round.</summary>
public sealed record ComponentsComputed : ComponentsState
{
    /// <summary>Holds the result.</summary>
    public ComponentsComputed(FederatedComponentsOptions options, PrincipalComponents components)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(components);
        Components = components;
    }

    /// <summary>The joint components.</summary>
    public PrincipalComponents Components { get; }
}
