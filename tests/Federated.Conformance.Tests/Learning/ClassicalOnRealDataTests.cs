using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Federated.Learning.Clustering;
using Federated.Learning.Factorization;
using Federated.Learning.Linear;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.Conformance.Tests.Learning;

/// <summary>
/// Classical models on the real data sets beside the checkout, against what scikit-learn reaches on the same rows. The rows of the test parts and
/// scikit-learn's figures stand in <c>tests/Federated.Learning.Tests/Fixtures/classical/splits.json</c>.
/// </summary>
public sealed class ClassicalOnRealDataTests
{
    [ConformanceFact]
    public void LogisticRegression_MlcChurn_HasScikitLearnsAuc()
        => AssertAuc("mlc_churn", Table(Lines("mlc_churn", "mlc_churn.csv"), ','), "churn", [], 0.820);

    [ConformanceFact]
    public void LogisticRegression_TelcoChurn_HasScikitLearnsAuc()
        => AssertAuc("telco_churn", Table(Lines("telco_churn", "Telco-Customer-Churn.csv"), ','), "Churn", ["customerID"], 0.842);

    [ConformanceFact]
    public void LogisticRegression_BankMarketing_HasScikitLearnsAuc()
    {
        using ZipArchive archive = ZipFile.OpenRead(PathOf("bank_marketing", "bank+marketing.zip"));
        using var reader = new StreamReader(archive.GetEntry("bank+marketing/bank/bank-full.csv")!.Open());
        AssertAuc("bank_marketing", Table(reader.ReadToEnd().Split('\n'), ';'), "y", ["duration"], 0.772);
    }

    [ConformanceFact]
    public void KMeans_WholesaleSpending_HasTheKnownInertia()
    {
        Dictionary<string, string[]> table = Table(Lines("wholesale", "Wholesale customers data.csv"), ',');
        double[][] columns = [.. new[] { "Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen" }
            .Select(name => Standardised([.. table[name].Select(value => Math.Log(1 + Number(value)))], Enumerable.Repeat(true, 440)))];
        float[] rows = [.. Enumerable.Range(0, 440).SelectMany(row => columns.Select(column => (float)column[row]))];

        foreach ((int clusters, double expected) in new[] { (3, 1553.39), (5, 1266.15), (8, 1024.44) })
        {
            KMeansFit fit = KMeans.Fit(rows, 6, new KMeansOptions { Clusters = clusters, Restarts = 500 }, new SeededGenerator(1));
            Assert.InRange(fit.Inertia, expected * 0.99, expected * 1.001);
        }
    }

    [ConformanceFact]
    public void Ease_VisitsOfMsweb_FindsTheItemThatWasLeftOut()
    {
        (int User, int Item)[] pairs = [.. Lines("msweb", "msweb.csv").Skip(1).Where(line => line.Length > 0)
            .Select(line => line.Split(',')).Select(cells => (int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture)))];
        int[][] histories = [.. pairs.GroupBy(pair => pair.User).Select(user => user.Select(pair => pair.Item).ToArray())];
        int items = pairs.Max(pair => pair.Item) + 1;
        var generator = new SeededGenerator(42);
        int[] left = [.. histories.Select(history => history.Length >= 3 ? generator.NextBelow(history.Length) : -1)];
        (int User, int Item)[] kept = [.. histories.SelectMany((history, user) => history.Where((_, place) => place != left[user]).Select(item => (user, item)))];
        var statistics = new EaseStatistics(items);
        statistics.Add(SparseRows.FromTriples(histories.Length, items, [.. kept.Select(pair => pair.User)], [.. kept.Select(pair => pair.Item)]));
        EaseModel model = EaseModel.Fit(statistics, 200);

        double hits = 0, users = 0;
        var scores = new float[items];
        for (int user = 0; user < histories.Length; user++)
        {
            if (left[user] < 0)
                continue;
            int target = histories[user][left[user]];
            model.Score([.. histories[user].Where(item => item != target)], [], scores);
            int[] unseen = [.. Enumerable.Range(0, items).Except(histories[user])];
            generator.Shuffle<int>(unseen);
            int better = unseen.Take(99).Count(item => scores[item] >= scores[target]);
            hits += better < 10 ? 1 : 0;
            users++;
        }

        Assert.Equal(0.877, hits / users, 0.01);
    }

    private static void AssertAuc(string name, Dictionary<string, string[]> table, string target, string[] dropped, double published)
    {
        JsonElement split = Splits().GetProperty(name);
        byte[] bits = split.GetProperty("test").GetBytesFromBase64();
        bool[] isTrain = [.. Enumerable.Range(0, split.GetProperty("rows").GetInt32()).Select(row => (bits[row / 8] & (128 >> (row % 8))) == 0)];
        Assert.Equal(isTrain.Length, table[target].Length);
        List<double[]> columns = [.. table.Where(column => column.Key != target && !dropped.Contains(column.Key)).SelectMany(column => Encoded(column.Value, isTrain))];
        Assert.Equal(split.GetProperty("columns").GetInt32(), columns.Count);

        float[] Rows(bool train) => [.. Enumerable.Range(0, isTrain.Length).Where(row => isTrain[row] == train).SelectMany(row => columns.Select(column => (float)column[row]))];
        float[] Labels(bool train) => [.. table[target].Where((_, row) => isTrain[row] == train).Select(value => value is "yes" or "Yes" ? 1f : 0f)];
        LinearModel model = LogisticRegression.Fit(Rows(true), Labels(true), columns.Count);
        float[] labels = Labels(false), logits = new float[labels.Length];
        model.Predict(Rows(false), logits);
        double area = AreaUnderCurve.Exact(logits, labels);

        Assert.Equal(split.GetProperty("auc").GetDouble(), area, 5e-4);
        Assert.Equal(published, area, 5e-3);
    }

    private static IEnumerable<double[]> Encoded(string[] values, bool[] isTrain)
    {
        if (!values.All(value => value.Trim().Length == 0 || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            string[] words = [.. values.Where((_, row) => isTrain[row]).Distinct().Order(StringComparer.Ordinal)];
            return words.Select(word => values.Select(value => value == word ? 1.0 : 0.0).ToArray());
        }

        double[] known = [.. values.Where((value, row) => isTrain[row] && value.Trim().Length > 0).Select(Number).Order()];
        double median = (known[known.Length / 2] + known[(known.Length - 1) / 2]) / 2;
        return [Standardised([.. values.Select(value => value.Trim().Length > 0 ? Number(value) : median)], isTrain)];
    }

    private static double[] Standardised(double[] values, IEnumerable<bool> isTrain)
    {
        double[] train = [.. values.Zip(isTrain).Where(pair => pair.Second).Select(pair => pair.First)];
        double mean = train.Average(), deviation = Math.Sqrt(train.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => (value - mean) / deviation)];
    }

    private static double Number(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static Dictionary<string, string[]> Table(string[] lines, char separator)
    {
        string[][] rows = [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(cell => cell.Trim('"')).ToArray())];
        return rows[0].Select((name, column) => (name, Values: rows.Skip(1).Select(row => row[column]).ToArray())).ToDictionary(pair => pair.name, pair => pair.Values);
    }

    private static string[] Lines(string set, string file) => File.ReadAllLines(PathOf(set, file));

    private static string PathOf(string set, string file) => Path.Combine(Repository(), "..", "shared", "data", set, file);

    private static JsonElement Splits()
        => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository(), "tests", "Federated.Learning.Tests", "Fixtures", "classical", "splits.json"))).RootElement;

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federated.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository; there is no Federated.sln above them.");
        return folder.FullName;
    }
}
