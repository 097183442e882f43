using System.Buffers.Binary;
using System.Security.Cryptography;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Data.Sql;
using Federated.ClientNode.Gate;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Outcomes;
using Federated.Computations;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Rounds;

/// <summary>The local side of a round: the job's document, the state that it starts from, this partner's rows, and the contribution made of them.</summary>
/// <param name="directory">This partner's files.</param>
/// <param name="ledger">What it remembers.</param>
/// <param name="partner">Its name on the roster.</param>
/// <param name="random">A cryptographic source.</param>
internal sealed class Workload(NodeDirectory directory, NodeLedger ledger, string partner, RandomNumberGenerator random)
{
    private (string Key, NodeRows Rows)? _data;

    /// <summary>Reads a job's document and holds it against the hash of the offer.</summary>
    /// <exception cref="RoundRefusalException">It is not a job of this catalogue, or not the one that was offered.</exception>
    public static JobSpec ReadJob(string document, ReadOnlySpan<byte> hash)
    {
        JobSpec spec;
        try
        {
            spec = JobSpec.Parse(document, "the offered job", TaskCatalogue.Declarations);
        }
        catch (DocumentException fault)
        {
            throw new RoundRefusalException(fault.Code, "this node cannot read the job", "update fed-node if the job is newer than this program; " + fault.Faults[0].Mend);
        }

        return spec.Hash().AsSpan().SequenceEqual(hash)
            ? spec
            : throw new RoundRefusalException("FED-JOB-HASH", "the job's document does not have the hash that was offered", "tell the operator: the coordinator changed the job after it was offered");
    }

    /// <summary>Reads a state whose hash was checked.</summary>
    /// <exception cref="RoundRefusalException">It is not a state of this job.</exception>
    public static (ModelSnapshot State, ContributionSpec Contribution) ReadState(IJointTask task, byte[] bytes)
    {
        try
        {
            var state = Safetensors.Read(bytes);
            return (state, task.Specify(state));
        }
        catch (Exception fault) when (fault is SafetensorsException or TaskStateException or ContributionException or ArgumentException)
        {
            throw new RoundRefusalException("FED-STATE", "the job's state is not one that this job can have", $"tell the operator: {fault.Message}");
        }
    }

    /// <summary>This partner's rows for a job, and the columns that it reads. They are checked anew when the file or the mapping changed.</summary>
    /// <exception cref="RoundRefusalException">The data cannot be used.</exception>
    public NodeRows ReadData(JobSpec spec)
    {
        try
        {
            var mapping = DataMapping.Load(directory.Mapping);
            var key = $"{Convert.ToHexString(spec.Hash())} {File.GetLastWriteTimeUtc(directory.Mapping):O} {mapping.SourceFor(spec.Contract).Stamp}";
            if (_data is { } cached && cached.Key == key)
                return cached.Rows;
            if (mapping.SourceFor(spec.Contract) is SqlRowSource { Query.PushDown: true } source)
            {
                RequireNoOutcomes(spec.Contract);
                var pushed = PushedRows.Open(spec, mapping, source, out var report)
                    ?? throw new RoundRefusalException("FED-DATA-PUSHDOWN", "this partner's database cannot compute the job's sums", string.Join("\n", report.ToLines()));
                return Keep(key, spec, mapping, pushed, report);
            }

            mapping = WithOutcomes(mapping, spec.Contract);
            var opened = OpenedRows.Open(spec.Contract, mapping, spec.Evaluation.Salt, ReadPurpose.Training);
            if (opened.Rows is not { } rows)
                throw new RoundRefusalException("FED-DATA", "this partner's data does not fit the job's contract", string.Join("\n", opened.Report.ToLines()));
            return Keep(key, spec, mapping, rows, opened.Report);
        }
        catch (DocumentException fault)
        {
            throw new RoundRefusalException(fault.Code, "this partner's mapping cannot be read", fault.Message);
        }
    }

    // A database that computes sums knows nothing of what the ledger holds: its labels would be the old ones, and nobody would notice.
    private void RequireNoOutcomes(DataContract contract)
    {
        var labels = new OutcomeBook(LedgerFile.Open(directory), TimeProvider.System).Labels(contract);
        if (labels.Count > 0)
            throw new RoundRefusalException(
                "FED-OUTCOME-PUSHDOWN", $"{labels.Count} outcomes were recorded here as labels, and a database that computes sums does not see them",
                "let this node read the rows, by push_down: false; or write the outcomes into the database, and take part from a node whose ledger holds none");
    }

    // Outcomes that were recorded here since are the labels of this run.
    private DataMapping WithOutcomes(DataMapping mapping, DataContract contract)
    {
        var labels = new OutcomeBook(LedgerFile.Open(directory), TimeProvider.System).Labels(contract);
        return labels.Count == 0 ? mapping : mapping with { KnownLabels = id => labels.TryFind(id, out var label) ? label : null };
    }

    private NodeRows Keep(string key, JobSpec spec, DataMapping mapping, ITaskRows rows, DataReport report)
    {
        var data = new NodeRows(rows, report.UsedRowCount, [.. spec.Contract.Fields.Select(field => mapping.ColumnOf(field.Name))]);
        _data = (key, data);
        return data;
    }

    /// <summary>
    /// This node's contribution to a round. It is made once: a further attempt at the round gets the same one, so that its rounding, and one day its noise, is never drawn twice.
    /// </summary>
    /// <exception cref="RoundRefusalException">The rows cannot contribute.</exception>
    public RingVector Contribute(JobSpec spec, IJointTask task, ModelSnapshot state, ContributionSpec form, RoundParameters parameters)
    {
        if (ledger.FindContribution(parameters) is { } made)
            return made;
        var rows = ReadData(spec).Rows;
        try
        {
            var contribution = new Contribution(form);
            using var workers = new Workers(Math.Clamp(Environment.ProcessorCount, 1, 256));
            var memory = new NodeMemory { Current = ledger.FindMemory(parameters.JobId, parameters.Round) is { } kept ? Safetensors.Read(kept) : null };
            task.Contribute(state, new TaskData(rows, SeedOf(parameters.JobId), memory, workers, new TaskMember(partner, random)), contribution);
            var vector = ContributionGate.Seal(contribution, parameters, random);
            ledger.RecordContribution(parameters, vector, memory.Current is { } left ? Safetensors.Write(left) : null);
            return vector;
        }
        catch (Exception fault) when (fault is ContributionException or TaskStateException or SafetensorsException or NonFiniteLossException or InvalidContributionException or ArgumentException)
        {
            // The source may have changed: the next round looks at it anew.
            _data = null;
            throw new RoundRefusalException("FED-DATA-CONTRIBUTION", "this partner's rows cannot contribute to the round", fault.Message);
        }
    }

    private ulong SeedOf(string jobId)
    {
        Span<byte> fresh = stackalloc byte[sizeof(ulong)];
        random.GetBytes(fresh);
        return ledger.SeedOf(jobId, BinaryPrimitives.ReadUInt64LittleEndian(fresh));
    }
}
