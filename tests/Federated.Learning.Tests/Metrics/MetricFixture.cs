using System.Text.Json;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Metrics;

/// <summary>A part of Fixtures/Metrics/metrics.json, which make_metrics.py beside it made with scikit-learn.</summary>
internal sealed class MetricFixture
{
    private static readonly JsonElement File = Load();
    private readonly JsonElement _part;

    private MetricFixture(JsonElement part) => _part = part;

    public static MetricFixture Part(string name) => new(File.GetProperty(name));

    public MetricFixture Inner(string name) => new(_part.GetProperty(name));

    public double Number(string name) => _part.GetProperty(name).GetDouble();

    public float[] Singles(string name) => [.. Numbers(name).Select(value => (float)value)];

    public double[] Numbers(string name) => [.. _part.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public int[] Integers(string name) => [.. _part.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    public bool[] Booleans(string name) => [.. _part.GetProperty(name).EnumerateArray().Select(value => value.GetBoolean())];

    public float[][] Rows(string name) => [.. _part.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(value => (float)value.GetDouble()).ToArray())];

    private static JsonElement Load() => JsonDocument.Parse(FixtureFile.Bytes("Metrics", "metrics.json")).RootElement;
}
