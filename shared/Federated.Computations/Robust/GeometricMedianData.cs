namespace Federated.Computations.Robust;

/// <summary>A node's rows, and where it keeps its vector from one pass to the next.</summary>
/// <typeparam name="TData">What the computation wants of a node's rows.</typeparam>
/// <param name="Data">Its rows.</param>
/// <param name="Memory">Without it the node computes its vector anew in each pass: the computation must then give the same again.</param>
public sealed record GeometricMedianData<TData>(TData Data, NodeMemory? Memory = null);
