using System.Text.Json;
using Federated.Learning.Lifetime;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Lifetime;

/// <summary>What scipy made of simulated customers; <c>lifetime/make_lifetime.py</c> wrote it.</summary>
internal static class LifetimeFixture
{
    public static readonly JsonElement Root = JsonDocument.Parse(FixtureFile.Bytes("lifetime", "lifetime.json")).RootElement;

    public static PurchaseHistory[] Customers { get; } = [.. Rows("customers").Select(row => new PurchaseHistory((long)row[0], row[1], row[2]))];

    public static SpendHistory[] Spends { get; } = [.. Rows("spends").Select(row => new SpendHistory((long)row[0], row[1]))];

    public static double[] Doubles(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];

    public static double[][] Rows(string name) => [.. Root.GetProperty(name).EnumerateArray().Select(Doubles)];
}
