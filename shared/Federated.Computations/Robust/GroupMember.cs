namespace Federated.Computations.Robust;

/// <summary>A node's rows and the name under which it stands among the members.</summary>
/// <typeparam name="TData">What the computation wants of a node's rows.</typeparam>
/// <param name="Name">As in the list of members.</param>
/// <param name="Data">Its rows.</param>
public sealed record GroupMember<TData>(string Name, TData Data);
