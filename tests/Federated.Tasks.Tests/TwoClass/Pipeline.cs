using System.Globalization;
using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

/// <summary>A job run in memory: the sum is taken in the clear, everything else is as in a consortium.</summary>
internal sealed class Pipeline
{
    public const int Rounds = 12;

    private const string Averaged = "model: {kind: logistic}\ntraining: {algorithm: fedavg, rounds: 12, learning_rate: 0.1}";

    private readonly LocalTable[] _tables;
    private readonly NodeMemory[] _memories;

    public Pipeline(params LocalTable[] tables)
        : this(Averaged, tables)
    {
    }

    public Pipeline(string settings, params LocalTable[] tables)
        : this(settings, 0, tables)
    {
    }

    public Pipeline(string settings, double validationFraction, params LocalTable[] tables)
    {
        _tables = tables;
        _memories = [.. tables.Select(_ => new NodeMemory())];
        Task = TaskCatalogue.For(JobSpec.Parse(
            $$"""
            name: churn
            task: churn
            {{settings.ReplaceLineEndings("\n")}}
            {{(settings.Contains("options:", StringComparison.Ordinal) ? "" : "options: {importance: false, drift: false}")}}
            evaluation: {validation_fraction: {{validationFraction.ToString(CultureInfo.InvariantCulture)}}}
            contract:
              {{Contracts.Churn.ReplaceLineEndings("\n  ")}}
            """,
            "job.yaml", TaskCatalogue.Declarations));
        States = [Task.Begin()];
        while (!Task.IsDone(States[^1]))
            States.Add(Round(States[^1]));
    }

    public IJointTask Task { get; }

    /// <summary>From the beginning to the released model.</summary>
    public List<ModelSnapshot> States { get; }

    public ModelSnapshot Model => States[^1];

    public IReadOnlyList<NodeMemory> Memories => _memories;

    private ModelSnapshot Round(ModelSnapshot state)
    {
        var specification = Task.Specify(state);
        var sum = new double[specification.Length];
        long weight = 0;
        for (var node = 0; node < _tables.Length; node++)
        {
            var contribution = new Contribution(specification);
            Task.Contribute(state, new TaskData(_tables[node], (ulong)node, _memories[node]), contribution);
            weight += contribution.Weight;
            for (var index = 0; index < sum.Length; index++)
                sum[index] += contribution.Weight * contribution.Values[index];
        }

        return Task.Apply(state, new SecureSum(sum, weight, _tables.Length));
    }
}
