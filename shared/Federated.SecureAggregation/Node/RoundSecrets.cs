using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Node;

/// <summary>A node's own secrets between sharing them out and masking.</summary>
/// <param name="maskKey">Its pair masks.</param>
/// <param name="seed">Its self mask.</param>
/// <param name="openers">For each neighbour, by index, the key under which its share comes.</param>
internal sealed class RoundSecrets(AgreementKey maskKey, SecretScalar seed, IReadOnlyList<SecretBytes?> openers) : IDisposable
{
    public AgreementKey MaskKey => maskKey;

    public SecretScalar Seed => seed;

    public SecretBytes OpenerOf(int neighbour) => openers[neighbour]!;

    public override string ToString() => "[secrets of a round]";

    public void Dispose()
    {
        maskKey.Dispose();
        seed.Dispose();
        foreach (SecretBytes? opener in openers)
        {
            opener?.Dispose();
        }
    }
}
