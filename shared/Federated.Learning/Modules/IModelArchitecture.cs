using Federated.Learning.Kernels;

namespace Federated.Learning.Modules;

/// <summary>What a model is made of, without its weights: a declaration that a coordinator publishes and every node builds the same model from.</summary>
public interface IModelArchitecture
{
    /// <summary>A model with fresh parameters; equal seeds give equal parameters and the same dropout.</summary>
    /// <param name="seed">Of initial values and dropout.</param>
    /// <param name="workers">Threads for large operations; the calling thread alone when left out. Results do not depend on them.</param>
    IModel Create(ulong seed, Workers? workers = null);
}
