using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Google.Protobuf;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;

namespace Federated.Benchmarks.SecureSums;

/// <summary>
/// The members of measured rounds, one after another in this process, and the coordinator in a child. A member's time is that of its own steps, quantising
/// included; making up its values, serialising and the pipe are not in it.
/// </summary>
internal sealed class NodeSide : IDisposable
{
    /// <summary>Hidden option that makes this program the child.</summary>
    public const string ChildOption = "--coordinator";

    private readonly Process _child;
    private readonly FrameStream _frames;

    public NodeSide()
    {
        string program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(NodeSide).Assembly.Location] : [];
        _child = Process.Start(new ProcessStartInfo(program, [.. assembly, "secure-sum", ChildOption]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _frames = new FrameStream(_child.StandardOutput.BaseStream, _child.StandardInput.BaseStream);
    }

    public void Dispose()
    {
        _child.StandardInput.Close();
        _child.WaitForExit();
        _child.Dispose();
    }

    /// <summary>Runs one round to its end.</summary>
    /// <exception cref="PeerException">The coordinator's process failed, or its sum is not the plain sum.</exception>
    public SumFigures Measure(SumShape shape)
    {
        try
        {
            return Run(shape);
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            throw new PeerException("the process of the measured coordinator failed; what it said stands above");
        }
    }

    private SumFigures Run(SumShape shape)
    {
        IdentityKey[] identities = [.. Enumerable.Range(0, shape.Members).Select(_ => IdentityKey.FromScalar(SecretScalar.Draw(RandomNumberGenerator.Create())))];
        Roster roster = SumConsortium.RosterOf(identities.Select(identity => identity.PublicKey));
        RoundSetting setting = SumConsortium.Setting(shape, roster);
        RoundKey round = ParameterMapping.KeyOf(setting.Parameters);
        Member[] members = [.. identities.Select((identity, index) => new Member(index, new Participant(SumConsortium.NameOf(index), identity, roster, SumConsortium.Floor, new ForgetfulLedger(), RandomNumberGenerator.Create())))];
        Begin(shape, identities);

        foreach (Member member in members)
            member.Advertise(setting.Parameters, advert => Send(FrameKind.Advert, member, advert.ToWire()));
        Ask(FrameKind.EndPhase);
        CohortAnnouncement announcement = CohortAdverts.Parser.ParseFrom(Ask(FrameKind.Adverts)).ToCore();
        foreach (Member member in members)
            member.Share(announcement, bundle => Send(FrameKind.Shares, member, bundle.ToWire(round)));
        Ask(FrameKind.EndPhase);

        Member[] survivors = members[shape.Dropped..];
        double[] values = new double[shape.Values];
        foreach (Member member in survivors)
            Upload(member, values, setting.Parameters, round);
        string graph = members[0].Neighbours == shape.Members - 1 ? "complete" : members[0].Neighbours.ToString(CultureInfo.InvariantCulture);
        Ask(FrameKind.EndPhase);

        SurvivorAnnouncement announced = SurvivorSet.Parser.ParseFrom(Ask(FrameKind.Survivors)).ToCore();
        foreach (Member member in survivors)
            member.Agree(announced, signature => Send(FrameKind.Agreement, member, signature.ToWire(round)));
        Ask(FrameKind.EndPhase);
        byte[] call = Ask(FrameKind.Unmasking);
        foreach (Member member in survivors)
            member.Release(UnmaskingCall.Parser.ParseFrom(call).ToCore(), response => Send(FrameKind.Release, member, response.ToWire(round)));
        Ask(FrameKind.EndPhase);

        double[] answer = [.. Encoding.ASCII.GetString(Ask(FrameKind.Finish)).Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        Prove(shape, answer.AsSpan(2));
        return new SumFigures(shape, graph, Spread.Of([.. survivors.Select(member => member.Seconds)]).Median, answer[0], answer[1] / 1024, survivors[0].Bytes);
    }

    private void Begin(SumShape shape, IdentityKey[] identities)
    {
        byte[] payload = new byte[12 + (identities.Length * PublicPoint.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, shape.Values);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), shape.Dropped);
        payload[8] = shape.Sparse ? (byte)1 : (byte)0;
        for (int member = 0; member < identities.Length; member++)
            identities[member].PublicKey.Span.CopyTo(payload.AsSpan(12 + (member * PublicPoint.Length)));
        _frames.Write(FrameKind.Begin, 0, payload);
        _frames.Read();
    }

    private void Upload(Member member, double[] values, RoundParameters parameters, RoundKey round)
    {
        _frames.Write(FrameKind.Delivery, member.Index);
        _frames.Read();
        var delivery = Federated.Protocol.V1.ShareDelivery.Parser.ParseFrom(_frames.Payload.Span).ToCore();
        for (int coordinate = 0; coordinate < values.Length; coordinate++)
            values[coordinate] = SumConsortium.ValueOf(member.Index, coordinate);
        MaskedUpload upload = member.Mask(delivery, values, parameters);
        for (int index = 0; index < upload.ChunkCount; index++)
        {
            _frames.Write(FrameKind.Chunk, index, upload.Chunk(index).Bytes.Span);
            _frames.Read();
            member.Bytes += upload.Chunk(index).Bytes.Length;
        }

        Send(FrameKind.Commit, member, upload.Commit.ToWire(round));
    }

    private void Send(FrameKind kind, Member member, IMessage message)
    {
        member.Bytes += message.CalculateSize();
        _frames.Write(kind, member.Index, message);
        _frames.Read();
    }

    private byte[] Ask(FrameKind kind)
    {
        _frames.Write(kind);
        _frames.Read();
        return _frames.Payload.ToArray();
    }

    private static void Prove(SumShape shape, ReadOnlySpan<double> sums)
    {
        int at = 0;
        foreach (int probe in SumConsortium.Probes(shape.Values))
        {
            double plain = 0;
            for (int member = shape.Dropped; member < shape.Members; member++)
                plain += SumConsortium.ValueOf(member, probe);
            if (sums[at++] != plain)
                throw new PeerException($"the secure sum of {shape} is {sums[at - 1]} at coordinate {probe}, where the plain sum is {plain}");
        }
    }
}
