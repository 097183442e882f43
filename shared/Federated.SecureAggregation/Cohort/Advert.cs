using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Cohort;

/// <summary>Step R0: a node offers to take part under these parameters and with these keys, signed by its identity.</summary>
public sealed class Advert
{
    /// <summary>Bytes of the nonce.</summary>
    public const int NonceBytes = 32;

    /// <param name="nodeId">The sender's roster name.</param>
    /// <param name="parameters">What it was offered, with the hashes that it computed itself.</param>
    /// <param name="maskKey">The public key of its pair masks.</param>
    /// <param name="channelKey">The public key under which others send it shares.</param>
    /// <param name="nonce">32 fresh random bytes.</param>
    /// <param name="signature">Over all of the above.</param>
    /// <exception cref="ProtocolViolationException">A field is out of range.</exception>
    public Advert(
        string nodeId, RoundParameters parameters, PublicPoint maskKey, PublicPoint channelKey, ReadOnlySpan<byte> nonce, IdentitySignature signature)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(maskKey);
        ArgumentNullException.ThrowIfNull(channelKey);
        ArgumentNullException.ThrowIfNull(signature);
        Bounds.Size(nonce.Length, NonceBytes, "the nonce");
        NodeId = Bounds.Name(nodeId);
        Parameters = parameters;
        MaskKey = maskKey;
        ChannelKey = channelKey;
        Nonce = nonce.ToArray();
        Signature = signature;
        SignedBytes = Encode(NodeId, parameters, maskKey, channelKey, nonce);
    }

    /// <summary>The sender.</summary>
    public string NodeId { get; }

    /// <summary>What the sender was offered.</summary>
    public RoundParameters Parameters { get; }

    /// <summary>The key of its pair masks.</summary>
    public PublicPoint MaskKey { get; }

    /// <summary>The key of its channel.</summary>
    public PublicPoint ChannelKey { get; }

    /// <summary>32 fresh bytes.</summary>
    public ReadOnlyMemory<byte> Nonce { get; }

    /// <summary>Over <see cref="SignedBytes"/>.</summary>
    public IdentitySignature Signature { get; }

    /// <summary>The canonical bytes that are signed and that enter the cohort hash.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>This advert as evidence.</summary>
    public SignedEvidence ToEvidence() => new(NodeId, SignedBytes, Signature.Memory);

    /// <summary>Whether the other advert says the same, signature aside.</summary>
    public bool SaysTheSameAs(Advert other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SignedBytes.Span.SequenceEqual(other.SignedBytes.Span);
    }

    internal static Advert Sign(
        IdentityKey identity, string nodeId, RoundParameters parameters, PublicPoint maskKey, PublicPoint channelKey, ReadOnlySpan<byte> nonce) =>
        new(nodeId, parameters, maskKey, channelKey, nonce, identity.Sign(Encode(nodeId, parameters, maskKey, channelKey, nonce)));

    private static byte[] Encode(string nodeId, RoundParameters parameters, PublicPoint maskKey, PublicPoint channelKey, ReadOnlySpan<byte> nonce) =>
        parameters.Write(new CanonicalWriter(DomainLabels.ForAdvert).Text(nodeId)).Bytes(maskKey.Span).Bytes(channelKey.Span).Bytes(nonce).ToArray();
}
