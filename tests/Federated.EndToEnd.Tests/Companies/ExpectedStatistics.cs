using Federated.Learning.State;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>What the statistics of a model must be if exactly these companies' training rows were summed: computed in the open, row by row.</summary>
internal static class ExpectedStatistics
{
    private const double Tolerance = 1e-3;

    public static void Verify(ModelSnapshot model, IEnumerable<Company> companies) =>
        Verify(model, [.. companies.SelectMany(company => company.Customers).Where(customer => customer.IsTrainedOn(JobDocument.Name))]);

    private static void Verify(ModelSnapshot model, List<Customer> rows)
    {
        Assert.Equal(rows.Count, model.Doubles("statistics/rows")[0]);
        var plans = model.Doubles("statistics/category.0").ToArray();
        string[] names = ["basic", "family", "business"];
        Assert.Equal(names.Select(name => (double)rows.Count(row => row.Plan == name)).Append(rows.Count(row => !names.Contains(row.Plan, StringComparer.Ordinal))), plans);

        var numeric = model.Doubles("statistics/numeric").ToArray();
        List<Customer> known = [.. rows.Where(row => row.Tenure is not null)];
        Assert.Equal(known.Count, numeric[0]);
        Assert.Equal((double)(rows.Count - known.Count) / rows.Count, numeric[1], Tolerance);
        Assert.Equal(known.Average(row => row.Tenure!.Value), numeric[2], 128 * Tolerance);
        Assert.Equal(rows.Count, numeric[4]);
        Assert.Equal(rows.Average(row => row.Spend), numeric[6], 1024 * Tolerance);
    }
}
