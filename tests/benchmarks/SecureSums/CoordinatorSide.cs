using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Google.Protobuf;

namespace Federated.Benchmarks.SecureSums;

/// <summary>The child process: a coordinator and nothing else. Only its own steps are timed; parsing and the pipe are not.</summary>
internal sealed class CoordinatorSide(FrameStream frames)
{
    private readonly Stopwatch _working = new();
    private SumShape _shape = new(0, 0, 0, Sparse: false);
    private CoordinatorPhase? _phase;
    private RoundKey _round = new();
    private int _receiver;
    private long _before;

    public static void Run()
    {
        var side = new CoordinatorSide(new FrameStream(Console.OpenStandardInput(), Console.OpenStandardOutput()));
        try
        {
            while (true)
                side.Answer();
        }
        catch (EndOfStreamException)
        {
            // The parent has what it wanted.
        }
    }

    private void Answer()
    {
        frames.Read();
        ReadOnlySpan<byte> payload = frames.Payload.Span;
        string sender = SumConsortium.NameOf(frames.Member);
        switch (frames.Kind)
        {
            case FrameKind.Begin:
                Begin(payload);
                break;
            case FrameKind.Advert:
                Take(SignedAdvert.Parser.ParseFrom(payload).ToCore(), static (phase, advert) => ((Advertising)phase).Receive(advert));
                break;
            case FrameKind.EndPhase:
                _working.Start();
                _phase = _phase!.Tick(_phase.Deadline!.Value);
                _working.Stop();
                if (_phase is Aborted aborted)
                    throw new InvalidOperationException($"The measured round was aborted: {aborted.Words}");
                break;
            case FrameKind.Adverts:
                Say(() => ((Sharing)_phase!).Announcement, said => said.ToWire(_round));
                return;
            case FrameKind.Shares:
                Take(ShareKeysRequest.Parser.ParseFrom(payload).ToCore(sender), static (phase, bundle) => ((Sharing)phase).Receive(bundle));
                break;
            case FrameKind.Delivery:
                _receiver = frames.Member;
                Say(() => ((Collecting)_phase!).DeliveryFor(sender), said => said.ToWire(_round));
                return;
            case FrameKind.Chunk:
                var collecting = (Collecting)_phase!;
                Take(new Federated.SecureAggregation.Messages.UploadChunk(SumConsortium.NameOf(_receiver), collecting.Cohort.Hash, frames.Member, frames.Payload), static (phase, chunk) => ((Collecting)phase).Receive(chunk));
                break;
            case FrameKind.Commit:
                Take(CommitUploadRequest.Parser.ParseFrom(payload).ToCore(sender), static (phase, commit) => ((Collecting)phase).Receive(commit));
                break;
            case FrameKind.Survivors:
                Say(() => ((Agreeing)_phase!).Announcement, said => said.ToWire(_round));
                return;
            case FrameKind.Agreement:
                Take(AgreeSurvivorsRequest.Parser.ParseFrom(payload).ToCore(sender), static (phase, agreement) => ((Agreeing)phase).Receive(agreement));
                break;
            case FrameKind.Unmasking:
                Say(() => ((Unmasking)_phase!).Request, said => said.ToWire(_round));
                return;
            case FrameKind.Release:
                Take(Federated.Protocol.V1.UnmaskRequest.Parser.ParseFrom(payload).ToCore(sender), static (phase, response) => ((Unmasking)phase).Receive(response));
                break;
            default:
                Finish();
                return;
        }

        frames.Write(frames.Kind);
    }

    private void Begin(ReadOnlySpan<byte> payload)
    {
        int members = (payload.Length - 12) / PublicPoint.Length;
        _shape = new SumShape(members, BinaryPrimitives.ReadInt32LittleEndian(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), payload[8] == 1);
        List<PublicPoint> identities = [];
        for (int member = 0; member < members; member++)
            identities.Add(new PublicPoint(payload.Slice(12 + (member * PublicPoint.Length), PublicPoint.Length)));
        RoundSetting setting = SumConsortium.Setting(_shape, SumConsortium.RosterOf(identities));
        _round = ParameterMapping.KeyOf(setting.Parameters);
        _phase = null;
        GC.Collect();
        _before = Kibibytes("VmRSS:");
        File.WriteAllText("/proc/self/clear_refs", "5");
        _working.Reset();
        _working.Start();
        _phase = new Advertising(setting, Enumerable.Range(0, members).Select(SumConsortium.NameOf), DateTimeOffset.UnixEpoch);
        _working.Stop();
    }

    private void Take<T>(T message, Func<CoordinatorPhase, T, Receipt> receive)
    {
        _working.Start();
        Receipt receipt = receive(_phase!, message);
        _working.Stop();
        if (receipt.Violation is { } violation)
            throw new InvalidOperationException($"The measured round refused an honest message: {violation.Words}");
    }

    private void Say<T>(Func<T> make, Func<T, IMessage> toWire)
    {
        _working.Start();
        T said = make();
        _working.Stop();
        frames.Write(frames.Kind, 0, toWire(said));
    }

    private void Finish()
    {
        long peak = Kibibytes("VmHWM:");
        var sealedRound = (Sealed)_phase!;
        double scale = sealedRound.Parameters.Quantiser.Scale;
        double[] sums = [.. SumConsortium.Probes(_shape.Values).Select(probe => sealedRound.Parameters.Modulus.ToSigned(sealedRound.ElementAt(probe)) / scale)];
        string[] words = [_working.Elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture), (peak - _before).ToString(CultureInfo.InvariantCulture), .. sums.Select(sum => sum.ToString("R", CultureInfo.InvariantCulture))];
        frames.Write(FrameKind.Finish, 0, System.Text.Encoding.ASCII.GetBytes(string.Join(' ', words)));
    }

    private static long Kibibytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
