using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>The byte form of the Unmasking phase and of each response to it: canonical fields, then their SHA-256, so that what is torn or altered is refused whole.</summary>
internal static class SavedUnmasking
{
    public static byte[] Write(
        RoundParameters parameters,
        MaskedSum masked,
        IReadOnlyList<ConsistencySignature> signatures,
        IReadOnlyList<Dropout> dropouts)
    {
        CanonicalWriter writer = parameters.Write(new CanonicalWriter(DomainLabels.ForSavedUnmasking));
        writer.Int32(masked.Cohort.Count);
        foreach (Advert advert in masked.Cohort.Adverts)
        {
            writer.Text(advert.NodeId).Bytes(advert.MaskKey.Span).Bytes(advert.ChannelKey.Span).Bytes(advert.Nonce.Span).Bytes(advert.Signature.Span);
        }

        masked.Sharers.Write(writer);
        masked.Survivors.Write(writer);
        foreach (Digest upload in masked.UploadHashes)
        {
            writer.Hash(upload);
        }

        writer.Bytes(masked.Elements.ToPacked()).Int32(signatures.Count);
        foreach (ConsistencySignature signature in signatures)
        {
            writer.Text(signature.NodeId).Bytes(signature.Signature.Span);
        }

        writer.Int32(dropouts.Count);
        foreach (Dropout dropout in dropouts)
        {
            writer.Text(dropout.NodeId).Int32((int)dropout.Phase).Text(dropout.Reason);
        }

        return [.. writer.Written, .. writer.ToDigest().Span];
    }

    public static byte[] WriteResponse(UnmaskResponse response)
    {
        CanonicalWriter writer = new(DomainLabels.ForSavedResponse);
        response.Write(writer);
        return [.. writer.Written, .. writer.ToDigest().Span];
    }

    public static Unmasking Read(ReadOnlySpan<byte> saved, IEnumerable<byte[]> savedResponses, Roster roster, PhaseTimeouts timeouts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(roster);
        ArgumentNullException.ThrowIfNull(timeouts);
        CanonicalReader reader = new(Undamaged(saved), DomainLabels.ForSavedUnmasking);
        RoundParameters parameters = RoundParameters.Read(ref reader);
        CohortTranscript cohort = ReadCohort(ref reader, parameters, roster);
        MaskedSum masked = ReadSum(ref reader, cohort);
        ConsistencySignature[] signatures = new ConsistencySignature[reader.Count(cohort.Count)];
        for (int i = 0; i < signatures.Length; i++)
        {
            signatures[i] = new ConsistencySignature(
                reader.Text(Bounds.MaximumNameLength), cohort.Hash, masked.SurvivorsHash, new IdentitySignature(reader.Bytes(IdentitySignature.Length)));
            if (signatures[i].FindFault(cohort, out _) is { } fault)
            {
                throw new ProtocolViolationException(fault);
            }
        }

        Dropout[] dropouts = new Dropout[reader.Count(6 * Bounds.MaximumCohort)];
        for (int i = 0; i < dropouts.Length; i++)
        {
            dropouts[i] = new Dropout(reader.Text(Bounds.MaximumNameLength), (RoundPhase)reader.Int32(), reader.Text(1 << 16));
        }

        reader.End();
        return new Unmasking(new RoundSetting(parameters, roster, timeouts), masked, signatures, [.. savedResponses.Select(ReadResponse)], dropouts, now);
    }

    private static UnmaskResponse ReadResponse(byte[] saved)
    {
        CanonicalReader reader = new(Undamaged(saved), DomainLabels.ForSavedResponse);
        UnmaskResponse response = UnmaskResponse.Read(ref reader);
        reader.End();
        return response;
    }

    private static ReadOnlySpan<byte> Undamaged(ReadOnlySpan<byte> saved) =>
        saved.Length >= Digest.Length && Digest.Of(saved[..^Digest.Length]).Span.SequenceEqual(saved[^Digest.Length..])
            ? saved[..^Digest.Length]
            : throw new ProtocolViolationException(
                ViolationCode.MalformedMessage, "The saved unmasking phase is damaged: its hash does not match. Go on with the next round.");

    private static CohortTranscript ReadCohort(ref CanonicalReader reader, RoundParameters parameters, Roster roster)
    {
        Advert[] adverts = new Advert[reader.Count(Bounds.MaximumCohort)];
        for (int i = 0; i < adverts.Length; i++)
        {
            adverts[i] = new Advert(
                reader.Text(Bounds.MaximumNameLength),
                parameters,
                new PublicPoint(reader.Bytes(PublicPoint.Length)),
                new PublicPoint(reader.Bytes(PublicPoint.Length)),
                reader.Bytes(Advert.NonceBytes),
                new IdentitySignature(reader.Bytes(IdentitySignature.Length)));
        }

        return CohortTranscript.TryBuild(adverts, roster, parameters, out CohortTranscript? cohort, out ProtocolViolation? violation)
            ? cohort
            : throw new ProtocolViolationException(violation);
    }

    private static MaskedSum ReadSum(ref CanonicalReader reader, CohortTranscript cohort)
    {
        MemberSet sharers = MemberSet.Read(ref reader);
        MemberSet survivors = MemberSet.Read(ref reader);
        Digest[] uploads = new Digest[survivors.Count];
        for (int i = 0; i < uploads.Length; i++)
        {
            uploads[i] = reader.Hash();
        }

        ReadOnlySpan<byte> packed = reader.Bytes(Array.MaxLength);
        RingWords elements = new(cohort.Parameters.Modulus, cohort.Parameters.ElementCount);
        Bounds.Size(packed.Length, cohort.Parameters.Layout.TotalBytes, "the saved sum");
        if (!survivors.IsWithin(sharers) || sharers.Any(member => member >= cohort.Count) || !elements.TryAddPacked(0, elements.Length, packed))
        {
            throw Bounds.Malformed("the saved survivors or the saved sum do not fit the cohort");
        }

        return new MaskedSum(cohort, sharers, elements, uploads, survivors);
    }
}
