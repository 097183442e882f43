using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Computations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Recommendations;

/// <summary>Ratings by tastes of two dimensions, as a file <c>user,item,rating,time</c> that was cut into blocks of users, and the job over them.</summary>
internal static class RatingFiles
{
    public const int Items = 60;
    public const int Partners = 3;
    private const int Users = 150;

    public static JobSpec Job { get; } = JobSpec.Parse(
        """
        name: films
        task: recommend
        items: films.csv
        contract:
          name: ratings-v1
          fields:
            - {name: user, role: id}
            - {name: film, type: category, role: item}
            - {name: rating, type: number, min: 0, max: 5}
            - {name: time, type: integer, min: 0, max: 4000000000}
        options: {positive_from: 3, penalty: 20}
        evaluation: {test_fraction: 0.9}
        """,
        "job.yaml", TaskCatalogue.Declarations, _ => "id,name\n" + string.Concat(Enumerable.Range(0, Items).Select(item => $"f{item},\"Film, number {item}\"\n")));

    /// <summary>The mapping of every partner: their column is called otherwise, and the second has codes of its own.</summary>
    public static string Mapping(int partner) => $"source: ratings.csv\ncolumns:\n  film: {{column: item{(partner == 1 ? ", codes: codes.csv" : "")}}}\n";

    /// <summary>Writes a partner's files.</summary>
    public static void Write(TemporaryDirectory folder, int partner)
    {
        folder.Write("ratings.csv", Csv(partner));
        folder.Write("codes.csv", "code,film\n" + string.Concat(Enumerable.Range(0, Items).Select(item => $"SKU-{item:000},f{item}\n")));
        folder.Write("mapping.yaml", Mapping(partner));
    }

    /// <summary>The table that a partner's files become.</summary>
    public static LocalTable Table(int partner)
    {
        using var folder = new TemporaryDirectory();
        Write(folder, partner);
        var reading = TableReader.Read(Job.Contract, DataMapping.Load(folder.File("mapping.yaml")), Job.Evaluation.Salt, ReadPurpose.Training);
        Assert.Empty(reading.Report.Faults);
        return reading.Table!;
    }

    private static readonly Lazy<SavedModel> Trained = new(Train);

    /// <summary>The joint model of all partners.</summary>
    public static SavedModel Model => Trained.Value;

    public static string Csv(int partner)
    {
        var generator = new SeededGenerator((ulong)partner + 11);
        var text = new StringBuilder("user,item,rating,time\n");
        for (var user = 0; user < Users; user++)
        {
            double across = (2 * generator.NextDouble()) - 1, along = (2 * generator.NextDouble()) - 1;
            var time = 880_000_000 + generator.NextBelow(1_000_000);
            for (var seen = 0; seen < 25; seen++)
            {
                var item = generator.NextBelow(Items);
                var liked = (across * Math.Cos(item * Math.PI * 2 / Items)) + (along * Math.Sin(item * Math.PI * 2 / Items));
                var rating = Math.Clamp(Math.Round(3 + (2.5 * liked) + generator.NextDouble() - 0.5), 1, 5);
                text.Append(CultureInfo.InvariantCulture, $"{(partner * Users) + user + 1},{(partner == 1 ? $"SKU-{item:000}" : $"f{item}")},{rating},{time += generator.NextBelow(5_000)}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"999{partner},not in common,5,880000000\n").ToString();
    }

    private static SavedModel Train()
    {
        var task = TaskCatalogue.For(Job);
        LocalTable[] tables = [.. Enumerable.Range(0, Partners).Select(Table)];
        NodeMemory[] memories = [.. tables.Select(_ => new NodeMemory())];
        var state = task.Begin();
        while (!task.IsDone(state))
        {
            var sums = new double[task.Specify(state).Length];
            for (var node = 0; node < tables.Length; node++)
            {
                var contribution = new Contribution(task.Specify(state));
                task.Contribute(state, new TaskData(tables[node], 1, memories[node]), contribution);
                for (var index = 0; index < sums.Length; index++)
                    sums[index] += contribution.Values[index];
            }

            state = task.Apply(state, new SecureSum(sums, tables.Length, tables.Length));
        }

        return new SavedModel("films-1a2b", Job, state);
    }
}
