using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Policy;
using Federated.Computations;
using Federated.Learning.State;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Node;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// Decides whether the node takes part in a round. It trusts nothing of an offer: it fetches the job and the state by their hashes, derives the round's parameters itself, checks every
/// member of the roster, and asks its own policy file, which is read anew for every offer. Nothing about the partner's data has left before it says yes.
/// </summary>
internal sealed class OfferDesk(
    NodeDirectory directory, NodeOptions options, NodeIdentity identity, NodeLedger ledger, Workload workload, ICoordinator coordinator, RandomNumberGenerator random) : IDisposable
{
    private readonly IdentityKey _key = new(ECDsa.Create(identity.Key.ExportParameters(true)));
    private readonly RosterCheck _rosterCheck = new(identity.Authority, ledger);
    private (Digest Hash, JobSpec Spec, IJointTask Task)? _job;

    /// <summary>The authority that vouches for the members.</summary>
    public X509Certificate2 Authority => identity.Authority;

    /// <summary>Accepts an offer.</summary>
    /// <exception cref="RoundRefusalException">The node does not take part.</exception>
    /// <exception cref="ProtocolViolationException">The offer is malformed.</exception>
    public async Task<(RoundWork Work, AdvertiseKeys Phase)> AcceptAsync(RoundOffer offer, CancellationToken cancellation)
    {
        var offered = offer.Parameters.ToCore();
        var (spec, task) = await FetchJobAsync(offered.JobId, offered.PolicyHash, cancellation);
        var state = await coordinator.GetSnapshotAsync(offered.ModelHash.Span.ToArray(), cancellation);
        var (snapshot, contribution) = Workload.ReadState(task, state);
        var cohort = CohortOf(task, snapshot, offer);
        var (roster, acknowledged) = _rosterCheck.Judge(offer.Roster, options.Partner);
        var rule = AskPolicy(spec, TaskCatalogue.MostRounds(spec), roster, acknowledged.Count);
        var expected = FormOf(spec, contribution, cohort?.Least ?? spec.Cohort.Minimum).Expect(offered, offer.Parameters.Round, roster, offered.ModelHash, offered.PolicyHash);
        if (offered != expected)
            throw new RoundRefusalException("FED-ROUND-PARAMETERS", "the offer's parameters are not those that follow from the job and its state", "tell the operator; check that both sides run the same version");
        var floor = new NodeFloor
        {
            KnownLegalEntities = acknowledged,
            MinimumKnownPartners = rule.MinimumKnownPartners.Value,
            MinimumCohort = rule.MinimumCohort.Value,
            MinimumDifference = rule.MinimumDifference.Value,
            MinimumConsecutiveDifference = rule.MinimumConsecutiveDifference.Value,
            ConsentsToThree = rule.AllowThree.Value,
        };
        var participant = new Participant(options.Partner, _key, roster, floor, ledger, random);
        return (new RoundWork(spec, task, snapshot, contribution, expected), new AdvertiseKeys(participant, expected));
    }

    public void Dispose() => _key.Dispose();

    // What has a hash never changes: the rounds of a job fetch and read its document once.
    private async Task<(JobSpec Spec, IJointTask Task)> FetchJobAsync(string jobId, Digest hash, CancellationToken cancellation)
    {
        if (_job is { } known && known.Hash.Equals(hash))
            return (known.Spec, known.Task);
        var spec = Workload.ReadJob(await coordinator.GetJobAsync(jobId, hash.Span.ToArray(), cancellation), hash.Span);
        var task = TaskCatalogue.For(spec);
        _job = (hash, spec, task);
        return (spec, task);
    }

    // Where the job's state says who stands with whom, this node works it out: a coordinator that put strangers into a group could single out one of its members.
    private RoundCohort? CohortOf(IJointTask task, ModelSnapshot state, RoundOffer offer)
    {
        if (task.CohortOf(state) is not { } cohort)
            return null;
        var known = cohort.Members.ToHashSet(StringComparer.Ordinal);
        var stranger = offer.Roster.Select(member => member.NodeId).FirstOrDefault(name => !known.Contains(name));
        return stranger is null && known.Contains(options.Partner) ? cohort : throw new RoundRefusalException(
            "FED-ROUND-GROUP", $"the round is offered to '{Shown.Of(stranger ?? options.Partner)}', who does not belong to the group whose turn it is",
            "tell the operator; if it is not an accident, the coordinator chooses who stands with whom");
    }

    private PolicyRule AskPolicy(JobSpec spec, int rounds, Roster roster, int knownPartners)
    {
        var policy = ReadPolicy();
        // Before the data is read: a task that no rule allows must not even cause a look at it.
        if (policy.Decide(spec, new JobFacts(int.MaxValue, rounds, [])) is PolicyDecision.Refuse early)
            throw Refusal(early);
        var data = workload.ReadData(spec);
        return policy.Decide(spec, new RoundFacts(new JobFacts((int)data.RowCount, rounds, data.Columns), roster.Members.Count, knownPartners)) switch
        {
            PolicyDecision.Allow allow => allow.Rule,
            PolicyDecision.Refuse refusal => throw Refusal(refusal),
            _ => throw new InvalidOperationException("A policy either allows or refuses."),
        };
    }

    private NodePolicy ReadPolicy()
    {
        try
        {
            return NodePolicy.Load(directory.Policy, TaskCatalogue.Names);
        }
        catch (DocumentException fault)
        {
            throw new RoundRefusalException(fault.Code, "this partner's policy cannot be read", fault.Message);
        }
    }

    // The words name lines and columns of the partner's own files: the coordinator learns the code alone.
    private static RoundRefusalException Refusal(PolicyDecision.Refuse refusal) => new(refusal.Code, "refused by the partner's policy", $"{refusal.Words}. {refusal.Mend}");

    private static RoundForm FormOf(JobSpec spec, ContributionSpec contribution, int minimum) => new()
    {
        MinimumCohort = minimum,
        Collusion = spec.Cohort.Collusion,
        Dropout = spec.Cohort.Dropout,
        Length = contribution.Length,
        Bits = contribution.Bits,
        Bound = contribution.Bound,
        WeightBound = contribution.WeightBound,
        TotalWeightBound = contribution.TotalWeightBound,
        ClipNorm = contribution.ClipNorm,
        IsRotated = contribution.IsRotated,
    };
}
