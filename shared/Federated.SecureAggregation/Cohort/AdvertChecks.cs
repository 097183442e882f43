using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Cohort;

/// <summary>What is checked of an advert alone, and of all adverts of a cohort together. Node and coordinator run the same checks.</summary>
internal static class AdvertChecks
{
    public static ProtocolViolation? FindInOne(Advert advert, Roster roster, RoundParameters expected)
    {
        if (!roster.TryFind(advert.NodeId, out RosterMember? member))
        {
            return Violation(ViolationCode.NotOnRoster, $"'{advert.NodeId}' is not on the acknowledged roster", advert);
        }

        if (!advert.Signature.Verifies(member.Identity, advert.SignedBytes.Span))
        {
            return Violation(ViolationCode.BadSignature, $"The advert of '{advert.NodeId}' is not signed by its identity key", advert);
        }

        return FindDifference(advert, expected);
    }

    public static ProtocolViolation? FindInSet(IReadOnlyList<Advert> adverts, Roster roster, RoundParameters expected)
    {
        if (adverts.Count == 0)
        {
            return Violation(ViolationCode.TooFewMembers, "The cohort is empty");
        }

        ProtocolViolation?[] violations = new ProtocolViolation?[adverts.Count];
        Parallel.For(0, violations.Length, i => violations[i] = FindInOne(adverts[i], roster, expected));
        return Array.Find(violations, violation => violation is not null) ?? FindRepeat(adverts, roster);
    }

    public static ProtocolViolation? FindRepeat(IEnumerable<Advert> adverts, Roster roster)
    {
        Dictionary<string, Advert> nodes = new(StringComparer.Ordinal);
        Dictionary<string, Advert> entities = new(StringComparer.Ordinal);
        Dictionary<PublicPoint, Advert> keys = [];
        foreach (Advert advert in adverts)
        {
            if (!nodes.TryAdd(advert.NodeId, advert))
            {
                return Violation(ViolationCode.DuplicateMember, $"'{advert.NodeId}' appears twice in the cohort", advert, nodes[advert.NodeId]);
            }

            roster.TryFind(advert.NodeId, out RosterMember? member);
            if (!entities.TryAdd(member!.LegalEntity, advert))
            {
                return Violation(
                    ViolationCode.DuplicateEntity, $"'{member.LegalEntity}' takes part through two nodes", advert, entities[member.LegalEntity]);
            }

            foreach (PublicPoint key in (PublicPoint[])[advert.MaskKey, advert.ChannelKey, member.Identity])
            {
                if (!keys.TryAdd(key, advert))
                {
                    return Violation(ViolationCode.RepeatedKey, $"A key of '{advert.NodeId}' is used twice in the cohort", advert, keys[key]);
                }
            }
        }

        return null;
    }

    /// <summary>The first thing in which two nodes' parameters differ, and its code; null when nothing does.</summary>
    public static (ViolationCode Code, string What)? WhatDiffers(RoundParameters actual, RoundParameters expected)
    {
        if (actual == expected)
        {
            return null;
        }

        bool otherRound = actual.JobId != expected.JobId || actual.Round != expected.Round || actual.Attempt != expected.Attempt;
        return otherRound ? (ViolationCode.RoundDiffers, "job, round or attempt")
            : !actual.RosterRoot.Equals(expected.RosterRoot) ? (ViolationCode.RosterDiffers, "roster")
            : !actual.ModelHash.Equals(expected.ModelHash) ? (ViolationCode.ModelDiffers, "model")
            : !actual.PolicyHash.Equals(expected.PolicyHash) ? (ViolationCode.PolicyDiffers, "job or policy")
            : (ViolationCode.ParametersDiffer, "set of protocol parameters");
    }

    private static ProtocolViolation? FindDifference(Advert advert, RoundParameters expected) =>
        WhatDiffers(advert.Parameters, expected) is var (code, what) ? Violation(code, $"'{advert.NodeId}' was given another {what} than this node", advert) : null;

    private static ProtocolViolation Violation(ViolationCode code, string what, params Advert[] adverts) =>
        new(code, $"{what}. The round was refused; show the evidence to the coordinator's operator.", adverts.Select(advert => advert.ToEvidence()));
}
