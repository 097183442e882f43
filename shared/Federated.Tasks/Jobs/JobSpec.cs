using System.Security.Cryptography;
using System.Text;
using Federated.Tasks.Documents;
using Federated.Tasks.Items;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>
/// A job: a declaration of what is to be trained, on what data, how and with whom. It holds no code and names no function; a node that
/// understands it can check it against its own policy, and one that does not refuses it. Written in YAML; every key but <c>name</c>,
/// <c>task</c> and <c>contract</c> has a default.
/// </summary>
public sealed record JobSpec
{
    /// <summary><c>name:</c> 1 to 40 of a-z, 0-9 and '-'.</summary>
    public required string Name { get; init; }

    /// <summary><c>task:</c> a task of the catalogue, for example churn.</summary>
    public required string Task { get; init; }

    /// <summary><c>contract:</c> the fields that every partner maps its table to, written inline.</summary>
    public required DataContract Contract { get; init; }

    /// <summary><c>items:</c> what is recommended, where the task recommends and the partners have a catalogue in common.</summary>
    public ItemCatalogue Items { get; init; } = ItemCatalogue.None;

    /// <summary><c>model:</c></summary>
    public ModelSpec Model { get; init; } = new();

    /// <summary><c>training:</c></summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary><c>robust:</c> how averaging bears bad partners; null for the plain mean.</summary>
    public RobustSpec? Robust { get; init; }

    /// <summary><c>features:</c> how fields become inputs of the model, where that is not the standard way; in the contract's order.</summary>
    public IReadOnlyList<FeatureSpec> Features { get; init; } = [];

    /// <summary><c>options:</c> what only this task understands.</summary>
    public TaskOptions Options { get; init; } = TaskOptions.None;

    /// <summary><c>evaluation:</c></summary>
    public required EvaluationSpec Evaluation { get; init; }

    /// <summary><c>cohort:</c></summary>
    public CohortSpec Cohort { get; init; } = new();

    /// <summary><c>quantisation:</c></summary>
    public QuantisationSpec Quantisation { get; init; } = new();

    /// <summary><c>timeouts:</c></summary>
    public TimeoutSpec Timeouts { get; init; } = new();

    /// <summary>Reads a job.</summary>
    /// <param name="text">Its YAML.</param>
    /// <param name="documentName">Name for messages, usually the file name.</param>
    /// <param name="knownTasks">The catalogue: tasks that this program can run.</param>
    /// <param name="companion">Gives the text of a file that the job names (<c>items: items.csv</c>); null where a job has to stand alone, as one that travels does.</param>
    /// <exception cref="DocumentException">With every fault (codes <c>FED-JOB-…</c>; an unknown task is <c>FED-JOB-TASK</c>).</exception>
    public static JobSpec Parse(string text, string documentName, IReadOnlyCollection<TaskDeclaration> knownTasks, Func<string, string>? companion = null)
    {
        DocumentSection section = DocumentSection.Read(text, documentName, "FED-JOB");
        JobSpec? job = JobSpecReader.Read(section, knownTasks, companion);
        section.ThrowIfFaulty();
        return job!;
    }

    /// <summary>The canonical YAML, defaults written out. Parsing it gives an equal job; a job made in code is checked by doing so.</summary>
    public string ToYaml() => JobSpecWriter.Write(this);

    /// <summary>SHA-256 of the canonical YAML: what a node approves and the log records.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(ToYaml()));
}
