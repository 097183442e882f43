using Federated.Protocol.Rounds;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Google.Protobuf;

namespace Federated.Protocol.Tests.Rounds;

public class MessageMappingTests
{
    [Fact]
    public void Parameters_OverTheWire_AreEqual() => Assert.Equal(Samples.Parameters, Sent(Samples.Parameters.ToWire()).ToCore());

    [Fact]
    public void Advert_OverTheWire_SaysTheSame()
    {
        var advert = Samples.Advert("casa-verde");
        AssertSame(advert, Sent(advert.ToWire()).ToCore());
    }

    [Fact]
    public void ShareBundle_OverTheWire_SaysTheSame()
    {
        var bundle = new ShareBundle("casa-verde", Samples.Cohort, [Samples.Share(0, 1), Samples.Share(0, 2)], Samples.Signature(2));
        AssertSame(bundle, Sent(bundle.ToWire(Samples.Key)).ToCore("casa-verde"));
    }

    [Fact]
    public void UploadChunk_OverTheWire_IsWhole()
    {
        var chunk = new UploadChunk("casa-verde", Samples.Cohort, 7, new byte[] { 1, 2, 3 });
        var read = Sent(chunk.ToWire(Samples.Key)).ToCore("casa-verde");
        Assert.Equal((chunk.NodeId, chunk.CohortHash, chunk.Index), (read.NodeId, read.CohortHash, read.Index));
        Assert.Equal(chunk.Bytes.ToArray(), read.Bytes.ToArray());
    }

    [Fact]
    public void UploadChunk_DamagedOnItsWay_IsRefused()
    {
        var wire = new UploadChunk("casa-verde", Samples.Cohort, 7, new byte[] { 1, 2, 3 }).ToWire(Samples.Key);
        wire.Data = ByteString.CopyFrom(1, 2, 4);
        Assert.Equal(ViolationCode.UploadDigestDiffers, Refusal(() => wire.ToCore("casa-verde")));
    }

    [Fact]
    public void UploadCommit_OverTheWire_SaysTheSame()
    {
        var commit = new UploadCommit("casa-verde", Samples.Cohort, Digest.Of("upload"u8), Samples.Signature(3));
        AssertSame(commit, Sent(commit.ToWire(Samples.Key)).ToCore("casa-verde"));
    }

    [Fact]
    public void ConsistencySignature_OverTheWire_SaysTheSame()
    {
        var agreement = new ConsistencySignature("casa-verde", Samples.Cohort, Digest.Of("survivors"u8), Samples.Signature(4));
        AssertSame(agreement, Sent(agreement.ToWire(Samples.Key)).ToCore("casa-verde"));
    }

    [Fact]
    public void UnmaskResponse_OverTheWire_SaysTheSame()
    {
        var response = new UnmaskResponse("casa-verde", Samples.Cohort, [Samples.Revealed(0), Samples.Revealed(2)], [Samples.Revealed(1)], Samples.Signature(5));
        AssertSame(response, Sent(response.ToWire(Samples.Key)).ToCore("casa-verde"));
    }

    [Fact]
    public void CohortAnnouncement_OverTheWire_HasTheSameAdverts()
    {
        var announcement = new CohortAnnouncement([Samples.Advert("a"), Samples.Advert("b")]);
        var read = Sent(announcement.ToWire(Samples.Key)).ToCore();
        Assert.Equal(2, read.Adverts.Count);
        for (var index = 0; index < 2; index++)
            AssertSame(announcement.Adverts[index], read.Adverts[index]);
    }

    [Fact]
    public void ShareDelivery_OverTheWire_HasTheSameShares()
    {
        var delivery = new ShareDelivery(Samples.Cohort, [Samples.Share(0, 2), Samples.Share(1, 2)]);
        var read = Sent(delivery.ToWire(Samples.Key)).ToCore();
        Assert.Equal(Samples.Cohort, read.CohortHash);
        Assert.Equal(delivery.Shares.Select(Said), read.Shares.Select(Said));
    }

    [Fact]
    public void SurvivorAnnouncement_OverTheWire_HasTheSameSurvivors()
    {
        var announcement = new SurvivorAnnouncement(Samples.Cohort, new MemberSet([0, 2, 3]));
        var read = Sent(announcement.ToWire(Samples.Key)).ToCore();
        Assert.Equal((announcement.CohortHash, announcement.Survivors), (read.CohortHash, read.Survivors));
    }

    [Fact]
    public void UnmaskRequest_OverTheWire_SaysTheSame()
    {
        var survivors = new MemberSet([0, 2]);
        var signature = new ConsistencySignature("a", Samples.Cohort, survivors.HashFor(Samples.Cohort), Samples.Signature(6));
        var request = new UnmaskRequest(Samples.Cohort, survivors, new MemberSet([1]), [signature]);
        var read = Sent(request.ToWire(Samples.Key)).ToCore();
        Assert.Equal((request.CohortHash, request.Survivors, request.Dropped), (read.CohortHash, read.Survivors, read.Dropped));
        AssertSame(signature, Assert.Single(read.Signatures));
    }

    private static (int, int, string) Said(EncryptedShare share) => (share.From, share.To, Convert.ToHexString(share.Ciphertext.Span));

    private static void AssertSame(SignedMessage sent, SignedMessage read)
    {
        Assert.Equal(sent.NodeId, read.NodeId);
        Assert.Equal(Convert.ToHexString(sent.SignedBytes.Span), Convert.ToHexString(read.SignedBytes.Span));
        Assert.Equal(sent.Signature, read.Signature);
    }

    private static void AssertSame(Advert sent, Advert read)
    {
        Assert.Equal((sent.NodeId, sent.Parameters, sent.MaskKey, sent.ChannelKey), (read.NodeId, read.Parameters, read.MaskKey, read.ChannelKey));
        Assert.Equal(sent.Nonce.Span.ToArray(), read.Nonce.Span.ToArray());
        Assert.Equal(sent.Signature, read.Signature);
    }

    private static ViolationCode Refusal(Action act) => Assert.Throws<ProtocolViolationException>(act).Violation.Code;

    private static T Sent<T>(T message)
        where T : IMessage<T>, new() => new MessageParser<T>(() => new T()).ParseFrom(message.ToByteArray());
}
