using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>A term of the training objective beside the loss of the rows: its derivative joins the gradient of every batch.</summary>
public interface IGradientTerm
{
    /// <summary>Adds the derivative at the parameters' present values to their gradients; parameters that the term does not know stay as they are.</summary>
    /// <exception cref="Modules.ModelMismatchException">A parameter has another size than the term knows it with.</exception>
    void AddTo(IReadOnlyList<Parameter> parameters);
}
