import '../frame/nhs.scss';
import '../frame/frame.css';
import './record.css';

import { openRoom } from '../frame/open';
import { takeLaunch } from '../launch/take';
import { Room } from './Room';

await openRoom('room', <Room />, takeLaunch);
