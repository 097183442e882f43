using Federated.Learning.Kernels;
using Federated.Learning.State;

namespace Federated.Learning.Modules;

/// <summary>What a model is made of, without its weights: a declaration that a coordinator publishes and every node builds the same model from.</summary>
public interface IModelArchitecture
{
    /// <summary>A model with fresh parameters; equal seeds give equal parameters and the same dropout.</summary>
    /// <param name="seed">Of initial values and dropout.</param>
    /// <param name="workers">Threads for large operations; the calling thread alone when left out. Results do not depend on them.</param>
    IModel Create(ulong seed, Workers? workers = null);

    /// <summary>A model with the parameters of a snapshot.</summary>
    /// <param name="seed">Of dropout.</param>
    /// <param name="snapshot">All tensors of such a model.</param>
    /// <param name="workers">As in the other form.</param>
    /// <exception cref="ModelMismatchException">The snapshot's tensors differ from the model's in name, type or shape.</exception>
    IModel Create(ulong seed, ModelSnapshot snapshot, Workers? workers = null)
    {
        IModel model = Create(seed, workers);
        model.Restore(snapshot);
        return model;
    }
}
