using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>What the stages of a job read: its items, and customers' histories over them.</summary>
internal sealed class RecommendationRows
{
    private readonly JobSpec _job;
    private readonly InteractionReader _reader;
    private readonly DiscoveryStage? _discovery;

    /// <exception cref="ArgumentException">A named field is not a number; the message says which.</exception>
    public RecommendationRows(JobSpec job)
    {
        _job = job;
        Fields = InteractionFields.Of(job);
        _reader = new InteractionReader(job, Fields);
        _discovery = Fields.Item.IsText ? new DiscoveryStage(job, Fields, _reader) : null;
        MostCustomers = job.Options.WholeNumber(RecommendOptions.MostCustomers);
    }

    /// <summary>What makes an interaction.</summary>
    public InteractionFields Fields { get; }

    /// <summary>Customers of the largest partner.</summary>
    public int MostCustomers { get; }

    /// <summary>What everything arbitrary hangs on: the same on every node, another in every job.</summary>
    public ulong Seed => _reader.Seed;

    /// <summary>Whether customers' items are held out to choose a model's settings; set by the model that wants it.</summary>
    public bool WithValidation { get; init; }

    /// <summary>The stages that find the items; none when the job names them.</summary>
    public IReadOnlyList<IStage> Stages => _discovery is null ? [] : [_discovery];

    /// <summary>The items.</summary>
    /// <exception cref="TaskStateException">They are not found yet.</exception>
    public ItemVocabulary Vocabulary(TaskState state) => _discovery?.Vocabulary(state) ?? ItemVocabulary.Of(Catalogue());

    /// <summary>A partner's interactions, split.</summary>
    public Interactions Read(TaskState state, ITaskRows rows) => _reader.Read(rows, Vocabulary(state), WithValidation);

    /// <summary>Each customer's whole history.</summary>
    public IReadOnlyList<CustomerHistory> Histories(TaskState state, ITaskRows rows) => _reader.Histories(rows, Vocabulary(state)).Customers;

    // A category that lists its values stands for a catalogue without names.
    private Items.ItemCatalogue Catalogue() => _job.Items.Count > 0 ? _job.Items : new Items.ItemCatalogue(Fields.Item.Values, Fields.Item.Values, []);
}
