using System.Text.Json;
using Federated.Privacy.Events;

namespace Federated.Privacy.EventText;

/// <summary>Reads events from JSON, strictly.</summary>
internal sealed class EventReader(int mostEvents)
{
    private int _read;

    public PrivacyEvent Read(JsonElement element)
    {
        if (++_read > mostEvents)
            throw new PrivacyParameterException($"The text holds more than {mostEvents} events. Nothing was counted; write repetitions as one repeated event.");
        EventFields fields = new(element);
        string kind = fields.Text("event");
        PrivacyEvent released = kind switch
        {
            "none" => new NoEvent(),
            "unsupported" => new UnsupportedEvent(fields.Text("name")),
            "gaussian" => new GaussianEvent(fields.Number("noise_multiplier")),
            "laplace" => new LaplaceEvent(fields.Number("noise_multiplier")),
            "discrete_gaussian" => new DiscreteGaussianEvent(fields.Number("deviation"), fields.Whole("sensitivity")),
            "distributed_discrete_gaussian" => new DistributedDiscreteGaussianEvent(NoiseOf(fields)),
            "distributed_skellam" => new DistributedSkellamEvent(NoiseOf(fields)),
            "zero_concentrated" => new ZeroConcentratedEvent(fields.Number("rho")),
            "poisson_sampled" => new PoissonSampledEvent(fields.Number("rate"), Read(fields.Any("inner"))),
            "repeated" => new RepeatedEvent(fields.Whole("times"), Read(fields.Any("inner"))),
            "composed" => new ComposedEvent(fields.List("events").Select(Read).ToArray()),
            _ => throw new PrivacyParameterException("The text holds a kind of privacy event that this version does not know. Nothing was counted, for what is not known cannot be; update the program."),
        };
        fields.RequireAllRead();
        return released;
    }

    private static DistributedNoise NoiseOf(EventFields fields) => new(
        fields.Whole("shares"), fields.Whole("dimension"), fields.Number("clipping_norm"), fields.Number("granularity"), fields.Number("deviation"), fields.Number("rounding_bias"));
}
