namespace Federated.EndToEnd.Tests.Companies;

/// <summary>Made-up customers: those with a short tenure and a high spend leave more often, so that there is something to learn.</summary>
internal static class CustomerFile
{
    public static List<Customer> Generate(int seed, int rows = 200)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, rows).Select(row =>
        {
            var tenure = random.Next(1, 100);
            var spend = random.Next(10, 1000);
            var plan = random.Next(10) switch { < 5 => "basic", < 8 => "family", _ => "business" };
            var leaning = (spend / 500.0) - (tenure / 40.0) + random.NextDouble();
            return new Customer($"c{seed}-{row}", random.Next(10) == 0 ? null : tenure, spend, plan, leaning > 0.2);
        })];
    }

    public static void Write(string path, IEnumerable<Customer> customers) =>
        File.WriteAllText(path, string.Join('\n', [Customer.Header, .. customers]) + "\n");
}
