using Federated.Learning.Training;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>One partner's rows.</summary>
internal sealed record Silo(string Name, LabelledRows Training, LabelledRows Validation, LabelledRows Test)
{
    public int Rows => Training.Count + Validation.Count + Test.Count;
}
