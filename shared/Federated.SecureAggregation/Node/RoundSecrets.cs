using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Node;

/// <summary>A node's own secrets between sharing them out and masking.</summary>
internal sealed class RoundSecrets(AgreementKey maskKey, AgreementKey channelKey, SecretScalar seed) : IDisposable
{
    public AgreementKey MaskKey => maskKey;

    public AgreementKey ChannelKey => channelKey;

    public SecretScalar Seed => seed;

    public override string ToString() => "[secrets of a round]";

    public void Dispose()
    {
        maskKey.Dispose();
        channelKey.Dispose();
        seed.Dispose();
    }
}
