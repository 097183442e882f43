namespace Federated.Learning.Tests.Operations;

/// <summary>Values of a case's inputs: made when they are first asked for, and the same ever after, save for what a test moves.</summary>
internal sealed class CaseValues
{
    public List<float[]> Arrays { get; } = [];

    public void Fill(int input, Span<float> target, Func<int, float> value)
    {
        if (input == Arrays.Count)
            Arrays.Add([.. Enumerable.Range(0, target.Length).Select(value)]);
        Arrays[input].CopyTo(target);
    }
}
