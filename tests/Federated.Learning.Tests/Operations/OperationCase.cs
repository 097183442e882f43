using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

/// <summary>An operation under certain shapes and settings.</summary>
/// <param name="Operation">The row of the table.</param>
/// <param name="Title">What is special about the case.</param>
/// <param name="Build">Appends it; its output.</param>
internal sealed record OperationCase(string Operation, string Title, Func<CaseGraph, Tensor> Build)
{
    public override string ToString() => $"{Operation}: {Title}";
}
