namespace Federated.ClientNode.Rounds;

/// <summary>The node will not take part in a round. The code and the words go to the coordinator; the mend stays here.</summary>
internal sealed class RoundRefusalException(string code, string words, string mend) : Exception(words)
{
    /// <summary>Stable code, for example <c>FED-POLICY-COHORT</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What a person at this node can do about it.</summary>
    public string Mend { get; } = mend;
}
