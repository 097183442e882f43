using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Evidence;

/// <summary>
/// A refusal as a third party sees it, who has the notice and the roster and was not there. What the coordinator says is not signed; what it told the
/// members shows in what they signed: two adverts of one round that name two models were not made by members that were told the same. The notice itself is
/// the refusing node's word, which its signature holds it to; it covers every message that it carries, so that none can be changed, added or left out.
/// </summary>
public sealed class RefusalEvidence
{
    /// <param name="notice">The notice.</param>
    /// <param name="roster">The members with their keys; that they are who they are is for the caller to check.</param>
    public RefusalEvidence(RefusalNotice notice, Roster roster)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(roster);
        Notice = notice;
        IsSigned = roster.TryFind(notice.NodeId, out RosterMember? refuser) && notice.Signature.Verifies(refuser.Identity, notice.SignedBytes.Span);
        IsOfThisRoster = notice.Parameters.RosterRoot.Equals(roster.Root);
        Statements = [.. notice.Violation.Evidence.Select(evidence => Read(evidence, roster, notice.Parameters))];
    }

    /// <summary>What the node said when it left.</summary>
    public RefusalNotice Notice { get; }

    /// <summary>Whether the node that is named signed exactly this notice.</summary>
    public bool IsSigned { get; }

    /// <summary>Whether the round was offered under this roster.</summary>
    public bool IsOfThisRoster { get; }

    /// <summary>What the members signed, in the notice's order.</summary>
    public IReadOnlyList<SignedStatement> Statements { get; }

    private static SignedStatement Read(SignedEvidence evidence, Roster roster, RoundParameters told)
    {
        bool isSigned = roster.TryFind(evidence.NodeId, out RosterMember? member)
            && evidence.Signature.Length == IdentitySignature.Length
            && new IdentitySignature(evidence.Signature.Span).Verifies(member.Identity, evidence.SignedBytes.Span);
        return new SignedStatement(evidence.NodeId, isSigned, Describe(evidence, told));
    }

    private static string Describe(SignedEvidence evidence, RoundParameters told)
    {
        CanonicalReader from = new(evidence.SignedBytes.Span, out string label);
        try
        {
            switch (label)
            {
                case DomainLabels.ForAdvert:
                    from.Text(Bounds.MaximumNameLength);
                    RoundParameters offered = RoundParameters.Read(ref from);
                    string round = $"advert for '{offered.JobId}', round {offered.Round}, attempt {offered.Attempt}, model {Short(offered.ModelHash)}";
                    return AdvertChecks.WhatDiffers(offered, told) is var (_, what) ? $"{round}: another {what} than the refusing node was given" : round;
                case DomainLabels.ForConsistency:
                    Digest cohort = from.Hash();
                    from.Text(Bounds.MaximumNameLength);
                    return $"survivors {Short(from.Hash())} of cohort {Short(cohort)}";
                default:
                    return "a message of another kind";
            }
        }
        catch (ProtocolViolationException)
        {
            return "a message that cannot be read";
        }
    }

    private static string Short(Digest hash) => hash.ToString()[..12];
}
