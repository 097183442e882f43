using System.Text.Json;
using Federated.Privacy.Events;

namespace Federated.Privacy.EventText;

/// <summary>Writes events, one object each.</summary>
internal static class EventWriter
{
    public static void Write(Utf8JsonWriter writer, PrivacyEvent released)
    {
        writer.WriteStartObject();
        writer.WriteString("event", released.Kind);
        WriteFields(writer, released);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, PrivacyEvent released)
    {
        switch (released)
        {
            case UnsupportedEvent unsupported:
                writer.WriteString("name", unsupported.Name);
                break;
            case GaussianEvent gaussian:
                writer.WriteNumber("noise_multiplier", gaussian.NoiseMultiplier);
                break;
            case LaplaceEvent laplace:
                writer.WriteNumber("noise_multiplier", laplace.NoiseMultiplier);
                break;
            case DiscreteGaussianEvent discrete:
                writer.WriteNumber("deviation", discrete.Deviation);
                writer.WriteNumber("sensitivity", discrete.Sensitivity);
                break;
            case DistributedDiscreteGaussianEvent sum:
                WriteNoise(writer, sum.Noise);
                break;
            case DistributedSkellamEvent sum:
                WriteNoise(writer, sum.Noise);
                break;
            case ZeroConcentratedEvent concentrated:
                writer.WriteNumber("rho", concentrated.Rho);
                break;
            case PoissonSampledEvent sampled:
                writer.WriteNumber("rate", sampled.Rate);
                writer.WritePropertyName("inner");
                Write(writer, sampled.Inner);
                break;
            case RepeatedEvent repeated:
                writer.WriteNumber("times", repeated.Times);
                writer.WritePropertyName("inner");
                Write(writer, repeated.Inner);
                break;
            case ComposedEvent composed:
                writer.WriteStartArray("events");
                foreach (PrivacyEvent each in composed.Events)
                    Write(writer, each);
                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteNoise(Utf8JsonWriter writer, DistributedNoise noise)
    {
        writer.WriteNumber("shares", noise.Shares);
        writer.WriteNumber("dimension", noise.Dimension);
        writer.WriteNumber("clipping_norm", noise.ClippingNorm);
        writer.WriteNumber("granularity", noise.Granularity);
        writer.WriteNumber("deviation", noise.Deviation);
        writer.WriteNumber("rounding_bias", noise.RoundingBias);
    }
}
