namespace Federated.ClientNode.Policy;

/// <summary>The node's answer to a job: an ordinary value, whichever way it goes.</summary>
internal abstract record PolicyDecision
{
    private PolicyDecision()
    {
    }

    /// <summary>The node may take part.</summary>
    /// <param name="Rule">The rule that allows it.</param>
    public sealed record Allow(PolicyRule Rule) : PolicyDecision
    {
        /// <summary>Line of the rule in the policy file.</summary>
        public int Line => Rule.Tasks.Line;
    }

    /// <summary>The node does not take part, and nothing leaves.</summary>
    /// <param name="Code">Stable reason, for example <c>FED-POLICY-COHORT</c>; all that the coordinator needs to be told.</param>
    /// <param name="Words">What happened, with the policy's file and line; for the node's own people.</param>
    /// <param name="Mend">What they can do if they disagree.</param>
    public sealed record Refuse(string Code, string Words, string Mend) : PolicyDecision;
}
