using Federated.Computations;
using Federated.Learning.State;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;

namespace Federated.Simulation.Tests.Harness;

/// <summary>
/// Partners whose program is not the one that ships: it keeps to the secure sum, but in training it sends the opposite of what it learnt, every coordinate as large as the ring takes, and says that it has
/// all the rows. It has no gate; what it sends is put into its ledger, where the program finds it as made already.
/// </summary>
internal sealed class LyingProgram
{
    private readonly SimulatedConsortium _consortium;
    private readonly HashSet<string> _liars;
    private readonly Dictionary<string, RoundParameters> _offered = [];

    /// <param name="consortium">Where they take part.</param>
    /// <param name="liars">Their names.</param>
    public LyingProgram(SimulatedConsortium consortium, params IReadOnlyCollection<string> liars)
    {
        _consortium = consortium;
        _liars = [.. liars];
        consortium.Lie = Hear;
    }

    /// <summary>Contributions that were lies.</summary>
    public int Lies { get; private set; }

    private void Hear(SimulatedNode node, NextResponse next)
    {
        if (!_liars.Contains(node.Name))
            return;
        if (next.Offer is { } offer)
            _offered[node.Name] = offer.Parameters.ToCore();
        if (next.Shares is not null)
            LieIn(_offered[node.Name], node);
    }

    private void LieIn(RoundParameters round, SimulatedNode node)
    {
        JobSpec spec = JobSpec.Parse(_consortium.Job.Document, "job.yaml", TaskCatalogue.Declarations);
        IJointTask task = TaskCatalogue.For(spec);
        ModelSnapshot state = Safetensors.Read(_consortium.Coordinator.Snapshots.Find(round.ModelHash.Span.ToArray())!);
        if (task.Describe(state).Stage != "training")
            return;
        var contribution = new Contribution(task.Specify(state));
        var memory = new NodeMemory { Current = node.Ledger.FindMemory(round.JobId, round.Round) is { } kept ? Safetensors.Read(kept) : null };
        using var random = new SeededRandomBytes(7);
        task.Contribute(state, new TaskData(node.Rows(spec), 1, memory, Member: new TaskMember(node.Name, random)), contribution);
        foreach (ref double value in contribution.Values)
            value = value > 0 ? -contribution.Specification.Bound : contribution.Specification.Bound;
        using var vector = round.Quantiser.Quantise(contribution.Values, contribution.Specification.WeightBound, random);
        node.Ledger.RecordContribution(round, vector, memory.Current is { } left ? Safetensors.Write(left) : null);
        Lies++;
    }
}
