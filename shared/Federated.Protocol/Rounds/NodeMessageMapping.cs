using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Google.Protobuf;

namespace Federated.Protocol.Rounds;

/// <summary>What a node sends in a round. The sender's name never comes from the message: it is that of the authenticated caller.</summary>
public static class NodeMessageMapping
{
    public static V1.SignedAdvert ToWire(this Advert advert) => new()
    {
        NodeId = advert.NodeId,
        Parameters = advert.Parameters.ToWire(),
        MaskKey = ByteString.CopyFrom(advert.MaskKey.Span),
        ChannelKey = ByteString.CopyFrom(advert.ChannelKey.Span),
        Nonce = ByteString.CopyFrom(advert.Nonce.Span),
        Signature = advert.Signature.ToWire(),
    };

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static Advert ToCore(this V1.SignedAdvert? wire)
    {
        wire ??= new V1.SignedAdvert();
        return new Advert(
            wire.NodeId, wire.Parameters.ToCore(), new PublicPoint(wire.MaskKey.Span), new PublicPoint(wire.ChannelKey.Span), wire.Nonce.Span, wire.Signature.ToSignature());
    }

    public static V1.ShareKeysRequest ToWire(this ShareBundle bundle, V1.RoundKey round)
    {
        var wire = new V1.ShareKeysRequest { Round = round, CohortHash = bundle.CohortHash.ToWire(), Signature = bundle.Signature.ToWire() };
        wire.Shares.AddRange(bundle.Shares.Select(ToWire));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static ShareBundle ToCore(this V1.ShareKeysRequest wire, string sender) =>
        new(sender, wire.CohortHash.ToDigest(), wire.Shares.Select(ToCore), wire.Signature.ToSignature());

    public static V1.UploadChunkRequest ToWire(this UploadChunk chunk, V1.RoundKey round) => new()
    {
        Round = round,
        CohortHash = chunk.CohortHash.ToWire(),
        Index = (uint)chunk.Index,
        Data = UnsafeByteOperations.UnsafeWrap(chunk.Bytes),
        Digest = chunk.Hash.ToWire(),
    };

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range, or the digest is not that of the data.</exception>
    public static UploadChunk ToCore(this V1.UploadChunkRequest wire, string sender)
    {
        var chunk = new UploadChunk(sender, wire.CohortHash.ToDigest(), ParameterMapping.Int(wire.Index), wire.Data.Memory);
        return chunk.Hash.Equals(wire.Digest.ToDigest()) ? chunk : throw new ProtocolViolationException(new ProtocolViolation(
            ViolationCode.UploadDigestDiffers, $"Chunk {wire.Index} was damaged on its way: its digest is not that of its bytes. Send it again."));
    }

    public static V1.CommitUploadRequest ToWire(this UploadCommit commit, V1.RoundKey round) => new()
    {
        Round = round,
        CohortHash = commit.CohortHash.ToWire(),
        UploadHash = commit.Payload.ToWire(),
        Signature = commit.Signature.ToWire(),
    };

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static UploadCommit ToCore(this V1.CommitUploadRequest wire, string sender) =>
        new(sender, wire.CohortHash.ToDigest(), wire.UploadHash.ToDigest(), wire.Signature.ToSignature());

    public static V1.AgreeSurvivorsRequest ToWire(this ConsistencySignature agreement, V1.RoundKey round) => new()
    {
        Round = round,
        CohortHash = agreement.CohortHash.ToWire(),
        SurvivorsHash = agreement.SurvivorsHash.ToWire(),
        Signature = agreement.Signature.ToWire(),
    };

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static ConsistencySignature ToCore(this V1.AgreeSurvivorsRequest wire, string sender) =>
        new(sender, wire.CohortHash.ToDigest(), wire.SurvivorsHash.ToDigest(), wire.Signature.ToSignature());

    public static V1.UnmaskRequest ToWire(this UnmaskResponse response, V1.RoundKey round)
    {
        var wire = new V1.UnmaskRequest { Round = round, CohortHash = response.CohortHash.ToWire(), Signature = response.Signature.ToWire() };
        wire.SelfMaskShares.AddRange(response.SelfMaskShares.Select(ToWire));
        wire.MaskKeyShares.AddRange(response.MaskKeyShares.Select(ToWire));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static UnmaskResponse ToCore(this V1.UnmaskRequest wire, string sender) => new(
        sender, wire.CohortHash.ToDigest(), wire.SelfMaskShares.Select(ToCore), wire.MaskKeyShares.Select(ToCore), wire.Signature.ToSignature());

    internal static V1.EncryptedShare ToWire(EncryptedShare share) =>
        new() { From = (uint)share.From, To = (uint)share.To, Ciphertext = ByteString.CopyFrom(share.Ciphertext.Span) };

    internal static EncryptedShare ToCore(V1.EncryptedShare wire) => new(ParameterMapping.Int(wire.From), ParameterMapping.Int(wire.To), wire.Ciphertext.Span);

    internal static ByteString ToWire(this IdentitySignature signature) => ByteString.CopyFrom(signature.Span);

    internal static IdentitySignature ToSignature(this ByteString bytes) => new(bytes.Span);

    private static V1.RevealedShare ToWire(RevealedShare share)
    {
        Span<byte> value = stackalloc byte[SecretBytes.Length];
        share.Value.CopyTo(value);
        var wire = new V1.RevealedShare { Owner = (uint)share.Owner, Value = ByteString.CopyFrom(value) };
        value.Clear();
        return wire;
    }

    private static RevealedShare ToCore(V1.RevealedShare wire) => new(ParameterMapping.Int(wire.Owner), new SecretBytes(wire.Value.Span));
}
