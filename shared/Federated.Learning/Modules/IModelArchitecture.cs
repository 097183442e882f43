namespace Federated.Learning.Modules;

/// <summary>What a model is made of, without its weights: a declaration that a coordinator publishes and every node builds the same model from.</summary>
public interface IModelArchitecture
{
    /// <summary>A model with fresh parameters; equal seeds give equal parameters and the same dropout.</summary>
    IModel Create(ulong seed);
}
