package dev.cordon.connectors.action;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// How much the heap grew, counted after a full collection each second, so that garbage is not; and how much the
/// direct memory grew,
/// Netty's own included.
final class MemoryWatch implements AutoCloseable, NotificationListener {
    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();
    private static final Set<String> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName())
            .collect(Collectors.toSet());

    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService collector = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> sampling;
    private final ScheduledFuture<?> collecting;
    private final AtomicInteger collections = new AtomicInteger();
    private final AtomicLong heapPeak = new AtomicLong();
    private final AtomicLong directPeak = new AtomicLong();
    private final long heapBefore;
    private final long directBefore;

    MemoryWatch() {
        System.gc();
        heapBefore = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        directBefore = direct();
        COLLECTORS.forEach(collector -> ((NotificationEmitter) collector).addNotificationListener(this, null, null));
        sampling = sampler.scheduleAtFixedRate(
                () -> directPeak.accumulateAndGet(direct(), Math::max), 0, 20, TimeUnit.MILLISECONDS);
        collecting = collector.scheduleWithFixedDelay(System::gc, 1000, 1000, TimeUnit.MILLISECONDS);
    }

    int collections() {
        return collections.get();
    }

    long heapGrowth() {
        return heapPeak.get() - heapBefore;
    }

    long directGrowth() {
        return directPeak.get() - directBefore;
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification.getUserData() instanceof CompositeData data) {
            var collection = GarbageCollectionNotificationInfo.from(data);
            if (!collection.getGcCause().equals("System.gc()")) {
                return;
            }
            var used = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> HEAP.contains(pool.getKey()))
                    .map(Map.Entry::getValue)
                    .mapToLong(MemoryUsage::getUsed)
                    .sum();
            heapPeak.accumulateAndGet(used, Math::max);
            collections.incrementAndGet();
        }
    }

    private static long direct() {
        return PlatformDependent.usedDirectMemory()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    @Override
    public void close() throws ListenerNotFoundException {
        sampling.cancel(true);
        sampler.shutdown();
        collecting.cancel(false);
        collector.shutdown();
        for (var collector : COLLECTORS) {
            ((NotificationEmitter) collector).removeNotificationListener(this);
        }
    }
}
